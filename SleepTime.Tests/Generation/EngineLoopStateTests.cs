using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Generation;

/// <summary>What happens to prefixes that have to leave the cells: one is kept there, the others in memory.</summary>
public sealed class EngineLoopStateTests : EngineLoopTests
{
    public EngineLoopStateTests()
    {
        BatchTokens = 256;
        MaxResident = 1;
        StateMemoryBytes = 1 << 20;
    }

    [Fact]
    public async Task Step_PrefixHadToLeaveTheCells_ComesBackFromMemory()
    {
        var first = await RunAsync('a');
        await RunAsync('b');
        var computed = Context.TokensComputed;
        var again = await RunAsync('a');
        var live = await RunAsync('a');

        // All but the last token of the prompt, which is computed for its logits.
        var cached = first.Usage.PromptTokens - 1;
        Assert.Equal((null, 0), (first.CachedFrom, first.Usage.CachedTokens));
        Assert.Equal((PrefixTier.Memory, cached), (again.CachedFrom, again.Usage.CachedTokens));
        Assert.Equal((PrefixTier.Live, cached), (live.CachedFrom, live.Usage.CachedTokens));
        Assert.Equal(2 * again.Usage.CompletionTokens, Context.TokensComputed - computed);
        Assert.Equal("xxxx", again.Text);
        Assert.Equal([1L, 1L, 0L, 0L], PrefixMeter.Read(0).Hits);
        Assert.Equal([cached, cached, 0L, 0L], PrefixMeter.Read(0).Tokens);
        Assert.Equal(2, PrefixMeter.Read(0).Misses);
    }

    [Fact]
    public async Task Step_ManyQuestionsOnOneContext_MemoryHoldsItOnce()
    {
        MaxResident = 4;
        for (var question = 0; question < 10; question++)
            await RunAsync('a', $"question {question}?");
        Assert.Equal(0, PrefixMeter.Read(0).MemoryBytes);

        foreach (var other in "bcde")
            await RunAsync(other);

        var bytes = PrefixMeter.Read(0).MemoryBytes;
        Assert.InRange(bytes, 200 * sizeof(int), 250 * sizeof(int));
    }

    [Fact]
    public async Task Step_StatesPastTheBudget_TheLeastRecentlyUsedGoes()
    {
        StateMemoryBytes = 500 * sizeof(int);
        foreach (var name in "abcd")
            await RunAsync(name);

        Assert.InRange(PrefixMeter.Read(0).MemoryBytes, 1, StateMemoryBytes);
        Assert.Null((await RunAsync('a')).CachedFrom);
        Assert.Equal(PrefixTier.Memory, (await RunAsync('c')).CachedFrom);
    }

    [Fact]
    public async Task Step_NoCellsForAState_GivesUpResidentsForIt()
    {
        Cells = 512;
        MaxResident = 8;
        await RunAsync('a');
        await RunAsync('b');
        await RunAsync('c');

        var again = await RunAsync('a');

        Assert.Equal(PrefixTier.Memory, again.CachedFrom);
        Assert.InRange(Context.CellsUsed, 1, 512);
    }

    [Fact]
    public async Task Step_StateIsRefused_WhatRunsIsComputedAgainInANewContext()
    {
        await RunAsync('a');
        await RunAsync('b');
        var running = Submit("running", maxTokens: 20);
        Step(3);
        Model.OnRestore = () => throw new StateRefusedException("Broken.");

        var again = await RunAsync('a');

        Assert.Equal(2, Model.ContextsMade);
        Assert.Equal(FinishReason.MaxTokens, again.Reason);
        Assert.Equal("xxxx", again.Text);
        Assert.Equal(new string('x', 20), (await ResultOf(running)).Text);
        Assert.Equal(0, Context.StatesRestored);
    }

    [Fact]
    public async Task Step_DecodingFailed_MemoryOutlivesTheContext()
    {
        await RunAsync('a');
        await RunAsync('b');
        Model.OnDecode = _ => throw new InferenceException("Broken.");
        Assert.Equal(FinishReason.Failed, (await RunAsync('c')).Reason);
        Model.OnDecode = _ => { };

        Assert.Equal(PrefixTier.Memory, (await RunAsync('a')).CachedFrom);
        Assert.Equal(2, Model.ContextsMade);
    }

    [Theory]
    [InlineData(1L << 32)] // more than an array
    [InlineData((1 << 20) + 1)] // more than the budget
    [InlineData(0)]
    public async Task Step_StateHasNoPlace_IsNotCopiedAndCostsNobodyAnything(long size)
    {
        Model.StateSize = size;
        Model.OnSave = () => throw new InferenceException("Too large.");
        foreach (var name in "abc")
            Assert.Equal(FinishReason.MaxTokens, (await RunAsync(name)).Reason);

        Assert.Equal(1, Model.ContextsMade);
        Assert.Equal(0, PrefixMeter.Read(0).MemoryBytes);
    }

    [Fact]
    public async Task Step_NoMemoryToCopyAState_GoesOnWithoutIt()
    {
        Model.OnSave = () => throw new InsufficientMemoryException();
        foreach (var name in "abc")
            Assert.Equal(FinishReason.MaxTokens, (await RunAsync(name)).Reason);

        Assert.Equal(1, Model.ContextsMade);
        Assert.Null((await RunAsync('a')).CachedFrom);
    }

    [Fact]
    public async Task Step_StateOfWhichLittleIsOfUse_LeavesTheResidents()
    {
        Cells = 512;
        MaxResident = 8;
        foreach (var name in "abc")
            await RunAsync(name);
        Assert.NotEqual(0, PrefixMeter.Read(0).MemoryBytes);

        Submit(new string('a', 20) + "something else?");
        StepUntilDone();

        Assert.Equal(0, Context.StatesRestored);
        Assert.Equal(PrefixTier.Live, (await RunAsync('b')).CachedFrom);
    }

    [Fact]
    public async Task Step_NoCellsForAStateWhateverGoes_LeavesTheResidents()
    {
        Cells = 512;
        MaxResident = 8;
        foreach (var name in "abc")
            await RunAsync(name);
        _ = Submit(new string('d', 300), maxTokens: 100);
        Step(4);
        StepUntilEnded(Submit("eeeeeeeee"));

        StepUntilEnded(Submit(new string('a', 150) + "?"));
        var again = Submit("eeeeeeeee");
        StepUntilEnded(again);

        Assert.Equal(0, Context.StatesRestored);
        Assert.Equal(PrefixTier.Live, (await ResultOf(again)).CachedFrom);
        StepUntilDone();
    }

    private void StepUntilEnded(GenerationTicket ticket)
    {
        while (!ticket.Completion.IsCompleted)
            Step(1);
    }

    private async Task<GenerationResult> RunAsync(char context, string question = "question?")
    {
        var ticket = Submit(new string(context, 200) + question);
        StepUntilDone();
        return await ResultOf(ticket);
    }
}

using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopGenerationTests : EngineLoopTests
{
    [Fact]
    public async Task Step_ModelEndsItsText_GivesTextAndUsage()
    {
        Model.NextToken = tokens => tokens.Count < 8 ? 'y' : FakeVocabulary.End;
        var ticket = Submit("hello", maxTokens: 20);

        StepUntilDone();

        var result = await ResultOf(ticket);
        Assert.Equal(FinishReason.EndOfText, result.Reason);
        Assert.Equal("yyy", result.Text);
        Assert.Equal(new TokenUsage(5, 0, 4), result.Usage);
    }

    [Fact]
    public async Task Step_TokenLimitReached_EndsThere()
    {
        var ticket = Submit("hello", maxTokens: 3);

        StepUntilDone();

        var result = await ResultOf(ticket);
        Assert.Equal(FinishReason.MaxTokens, result.Reason);
        Assert.Equal("xxx", result.Text);
        Assert.Equal(3, result.Usage.CompletionTokens);
    }

    [Fact]
    public async Task Step_PromptLongerThanABatch_IsReadInChunksAndTold()
    {
        var ticket = Submit(new string('p', 150));

        StepUntilDone();

        var updates = await ticket.ReadUpdatesAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0, 64, 128, 150], updates.OfType<GenerationPrefill>().Select(prefill => prefill.Processed));
        Assert.IsType<GenerationQueued>(updates[0]);
        Assert.Equal("xxxx", string.Concat(updates.OfType<GenerationText>().Select(text => text.Text)));
        Assert.IsType<GenerationFinished>(updates[^1]);
    }

    [Fact]
    public async Task Step_SeveralGenerations_ShareEachBatch()
    {
        var tickets = Enumerable.Range(0, 5).Select(i => Submit($"{i} prompt", maxTokens: 10)).ToList();

        StepUntilDone();

        Assert.Equal(10, Context.Decodes);
        foreach (var ticket in tickets)
            Assert.Equal("xxxxxxxxxx", (await ResultOf(ticket)).Text);
    }

    [Fact]
    public async Task Step_EverythingEnded_DisposesTheSamplers()
    {
        var ended = Submit("one");
        var cancelled = Submit("two", maxTokens: 100);
        Step(2);
        Assert.Equal(2, Model.SamplersAlive);

        cancelled.Cancel();
        StepUntilDone();

        Assert.Equal(0, Model.SamplersAlive);
        Assert.Equal(FinishReason.MaxTokens, (await ResultOf(ended)).Reason);
    }

    [Fact]
    public async Task Step_DecodeFails_FailsWhatRanAndGoesOnWithANewContext()
    {
        var failing = Submit("first");
        var old = Context;
        Model.OnDecode = _ => throw new InferenceException("the device is gone.");
        Step(1);
        Model.OnDecode = _ => { };
        var next = Submit("second");

        StepUntilDone();

        var result = await ResultOf(failing);
        Assert.Equal(FinishReason.Failed, result.Reason);
        Assert.Contains("the device is gone", result.Failure, StringComparison.Ordinal);
        Assert.Equal("xxxx", (await ResultOf(next)).Text);
        Assert.Equal(2, Model.ContextsMade);
        Assert.True(old.Disposed);
    }

    [Fact]
    public async Task Step_OneCannotBegin_FailsAloneAndGivesItsSequenceBack()
    {
        Sequences = 1;
        Model.OnCreateSampler = _ => throw new InvalidOperationException("no memory for a sampler.");
        var failing = Submit("first");
        Loop.Step();
        Model.OnCreateSampler = _ => { };
        var next = Submit("second");

        StepUntilDone();

        var result = await ResultOf(failing);
        Assert.Equal(FinishReason.Failed, result.Reason);
        Assert.Contains("no memory for a sampler", result.Failure, StringComparison.Ordinal);
        Assert.Equal("xxxx", (await ResultOf(next)).Text);
    }

    [Fact]
    public async Task Step_MemoryCannotBeCut_StartsOverWithANewContext()
    {
        MaxResident = 0;
        Model.CanTruncate = false;
        var ticket = Submit("first");

        StepUntilDone();

        Assert.Equal(2, Model.ContextsMade);
        Assert.True(ticket.Completion.IsCompleted);
        Assert.Equal(0, Context.CellsUsed);
        Model.CanTruncate = true;
        var next = Submit("second");
        StepUntilDone();
        Assert.Equal("xxxx", (await ResultOf(next)).Text);
    }

    [Fact]
    public async Task EndAll_RunningGenerations_EndWithTheReason()
    {
        var ticket = Submit("hello", maxTokens: 100);
        Step(2);

        Loop.EndAll("It is over.");

        var result = await ResultOf(ticket);
        Assert.Equal(FinishReason.Failed, result.Reason);
        Assert.Equal("It is over.", result.Failure);
        Assert.Equal("xx", result.Text);
    }
}

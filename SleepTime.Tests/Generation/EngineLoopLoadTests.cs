using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

/// <summary>While the state that a question wants is read from disk, the engine goes on with others.</summary>
public sealed class EngineLoopLoadTests : EngineLoopTests, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _mayRead = new();
    private readonly SemaphoreSlim _read = new(0);
    private readonly Guid _context = Guid.NewGuid();

    public EngineLoopLoadTests()
    {
        Model.MicroBatch = 16;
        OnStateRead = () => _read.Release();
        var disk = new StateDisk(
            new StateFolder(_folder.Path), new StateIdentity("abc", "tiny-1", Model.StateFormat), 1 << 20, Time, NullLogger.Instance, beforeRead: _mayRead.Wait);
        disk.Open();
        foreach (var name in "abc")
        {
            var tokens = Enumerable.Repeat((int)name, 200).ToArray();
            var payload = tokens.SelectMany(BitConverter.GetBytes).ToArray();
            Assert.Equal(PrefixSaveOutcome.Saved, disk.Write(new SavedState(tokens, payload, new PrefixOwner(GenerationClass.Question, _context), PrefixTier.Memory)));
        }
        StateWriter = new StateWriter(disk, NullLogger.Instance);
    }

    [Fact]
    public async Task Step_StateOfAQuestionIsRead_BackgroundGoesOnUntilItHasCome()
    {
        var sleep = Submit("sleep", GenerationClass.Sleep, maxTokens: 100);
        Step(3);
        var question = Ask('a');
        var computed = Context.TokensComputed;

        Step(10);

        Assert.Equal(10, Context.TokensComputed - computed);
        Assert.Equal((false, 0), (sleep.SteppedAside, Counts.Preemptions));
        Assert.Equal(2, Loop.PrefixSearches);
        await LetReadAsync();
        Step(1);
        Assert.True(sleep.SteppedAside);
        StepUntilDone();
        Assert.Equal((PrefixTier.Disk, 200), ((await ResultOf(question)).CachedFrom, (await ResultOf(question)).Usage.CachedTokens));
        Assert.Equal(100, (await ResultOf(sleep)).Usage.CompletionTokens);
    }

    [Fact]
    public async Task Step_StatesOfSeveralQuestionsAreRead_OthersAreAdmittedMeanwhile()
    {
        // The third waits for one of the first two to be read.
        var loading = "abc".Select(name => Ask(name)).ToList();
        var experiment = Submit("experiment", GenerationClass.Experiment);
        var other = Submit("a question without a state");

        while (!other.Completion.IsCompleted || !experiment.Completion.IsCompleted)
            Step(1);

        Assert.All(loading, ticket => Assert.False(ticket.Completion.IsCompleted));
        Assert.False(Loop.Step());
        await LetReadAsync(times: 2);
        Step(1);
        await LetReadAsync();
        StepUntilDone();
        foreach (var ticket in loading)
            Assert.Equal(PrefixTier.Disk, (await ResultOf(ticket)).CachedFrom);
    }

    [Fact]
    public async Task StateHasCome_BackgroundIsComputed_StopsThereForTheQuestion()
    {
        var question = Ask('a');
        Assert.False(Loop.Step());
        var sleep = Submit(new string('s', 64), GenerationClass.Sleep);
        Model.OnMicroBatch = number =>
        {
            if (number != 2 || _mayRead.IsSet)
                return;
            _mayRead.Set();
            Assert.True(_read.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
            Loop.StateHasCome();
        };

        Step(1);
        Assert.Equal((1, 32), (Counts.AbortedSteps, Context.CellsUsed));
        StepUntilDone();

        Assert.Equal(PrefixTier.Disk, (await ResultOf(question)).CachedFrom);
        Assert.Equal("xxxx", (await ResultOf(sleep)).Text);
    }

    [Fact]
    public async Task Step_StateWasUsed_IsNotKeptASecondTime()
    {
        _mayRead.Set();
        var question = Ask('a');
        Assert.False(Loop.Step());
        await LetReadAsync();
        Assert.Equal(1, Loop.StatesRead);

        StepUntilDone();

        Assert.Equal(PrefixTier.Disk, (await ResultOf(question)).CachedFrom);
        Assert.Equal(0, Loop.StatesRead);
    }

    [Fact]
    public void Report_AfterIdleness_SpeedIsThatOfWhatRuns()
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        Submit("stream", maxTokens: 100);
        Step(1);
        for (var i = 0; i < 20; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(50));
            Step(1);
        }

        Assert.InRange(Load.TokensPerSecond, 15, 25);
        StepUntilDone();
    }

    public async ValueTask DisposeAsync()
    {
        _mayRead.Set();
        await StateWriter!.CloseAsync();
        Dispose();
        _mayRead.Dispose();
        _read.Dispose();
        _folder.Dispose();
    }

    private async Task LetReadAsync(int times = 1)
    {
        _mayRead.Set();
        for (var i = 0; i < times; i++)
            Assert.True(await _read.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    private GenerationTicket Ask(char name) => Submit(new string(name, 200) + "question?", contextId: _context);
}

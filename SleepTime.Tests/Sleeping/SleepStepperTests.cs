using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepStepperTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public SleepStepperTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Step_AJobWaits_WritesOnePassAndStoresIt()
    {
        _engine.Model.Reply = _ => "Maya has 3.";
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        Assert.True(await _engine.StepAsync());

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Running, stored.State);
        Assert.Equal(1, stored.PassesDone);
        var pass = Assert.Single(stored.Passes);
        Assert.Equal((1, "Maya has 3.", FinishReason.EndOfText), (pass.Number, pass.Text, pass.FinishReason));
        Assert.Equal(12, pass.Usage.CompletionTokens);
    }

    [Fact]
    public async Task Steps_OfAWholeJob_StoreItsNotesOnce()
    {
        _engine.Model.Reply = Passes("Maya has 3.\nLeo has 4.", "Together they have 7.", "Leo has 1 more.");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Completed, stored.State);
        Assert.Equal([1, 2, 3], stored.Passes.Select(pass => pass.Number));
        var notes = Assert.Single(await _engine.NotesAsync(context));
        Assert.False(notes.Stale);
        Assert.Equal(3, notes.Notes.Passes);
        Assert.Equal(stored.Usage, notes.Notes.Usage);
        Assert.Equal(
            [(1, "Maya has 3."), (1, "Leo has 4."), (2, "Together they have 7."), (3, "Leo has 1 more.")],
            notes.Notes.Lines.Select(line => (line.Pass, line.Text)));
    }

    [Fact]
    public async Task Pass_AfterAnother_IsGivenTheNotesSoFar()
    {
        List<string> prompts = [];
        var passes = Passes("- first", "second", "third");
        _engine.Model.Reply = prompt =>
        {
            if (!prompts.Contains(prompt))
                prompts.Add(prompt);
            return passes(prompt);
        };
        await _engine.EnqueueAsync(await _engine.AddContextAsync());

        await _engine.SleepAsync();

        Assert.Equal(3, prompts.Count);
        Assert.DoesNotContain("Notes:", prompts[0], StringComparison.Ordinal);
        Assert.Contains("Notes:\nfirst\n\nTask: write notes 2", prompts[1], StringComparison.Ordinal);
        Assert.Contains("Notes:\nfirst\nsecond\n\nTask: write notes 3", prompts[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_CutOffByTheTokenLimit_LosesOnlyTheCutLine()
    {
        _engine.Model.Reply = Passes("whole line\n" + new string('x', 400), "", "");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        Assert.Equal(FinishReason.MaxTokens, (await _engine.JobAsync(job.Id)).Passes[0].FinishReason);
        Assert.Equal(["whole line"], (await _engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Pass_ThatWritesNothing_IsStoredEmptyAndTheNextOneRuns()
    {
        _engine.Model.Reply = Passes("", "", "at last");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        Assert.Equal(["", "", "at last"], (await _engine.JobAsync(job.Id)).Passes.Select(pass => pass.Text));
        Assert.Equal(["at last"], (await _engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Pass_ThatSaysFinished_EndsTheJobWithTheNotesSoFar()
    {
        _engine.Model.Reply = Passes("only this", "finished", "never asked for");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Completed, 2, 3), (stored.State, stored.PassesDone, stored.PassesWanted));
        Assert.Equal(["only this"], (await _engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Pass_ThatFails_FailsTheJobAndKeepsThePassesBefore()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.StepAsync();
        _engine.Model.OnDecode = _ => throw new InferenceException("the device is gone");

        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Failed, stored.State);
        Assert.Equal(1, stored.PassesDone);
        Assert.Equal("Pass 2 failed: The model stopped with an error: the device is gone. Retry it to go on after pass 1.", stored.FailureReason);
        Assert.NotNull(stored.FinishedAt);
    }

    [Fact]
    public async Task Retry_OfAFailedJob_GoesOnAfterTheFinishedPasses()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);
        await _engine.StepAsync();
        var first = (await _engine.JobAsync(job.Id)).Passes[0].Id;
        _engine.Model.OnDecode = _ => throw new InferenceException("the device is gone");
        await _engine.SleepAsync();
        _engine.Model.OnDecode = _ => { };

        Assert.Equal(JobCommandResult.Done, await _engine.Get<SleepQueue>().RetryAsync(job.Id, CancellationToken.None));
        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Completed, stored.State);
        Assert.Null(stored.FailureReason);
        Assert.Equal(first, stored.Passes[0].Id);
        Assert.Equal([1, 2, 3], stored.Passes.Select(pass => pass.Number));
    }

    [Fact]
    public async Task Text_ThatDoesNotFit_FailsTheJobAndLetsTheNextOneRun()
    {
        var tooLong = await _engine.EnqueueAsync(await _engine.AddContextAsync(new string('x', 8_100)));
        var fits = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        await _engine.SleepAsync();

        var failed = await _engine.JobAsync(tooLong.Id);
        Assert.Equal(SleepJobState.Failed, failed.State);
        Assert.Contains("context length", failed.FailureReason, StringComparison.Ordinal);
        Assert.EndsWith("Shorten or divide the text.", failed.FailureReason, StringComparison.Ordinal);
        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(fits.Id)).State);
    }

    [Fact]
    public async Task Job_ForFewerPasses_StopsAfterThem()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context, passes: 2);

        await _engine.SleepAsync();

        Assert.Equal(2, (await _engine.JobAsync(job.Id)).PassesDone);
        Assert.Equal(2, (await _engine.NotesAsync(context))[0].Notes.Passes);
    }

    private static Func<string, string> Passes(params string[] replies) =>
        prompt => replies[Enumerable.Range(1, replies.Length).First(pass => prompt.Contains($"Task: write notes {pass}", StringComparison.Ordinal)) - 1];

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

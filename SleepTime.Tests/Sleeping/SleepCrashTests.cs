using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

/// <summary>A process that dies is one that never goes on: another engine starts on the same database.</summary>
public sealed class SleepCrashTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _before;
    private readonly TestEngine _after;

    public SleepCrashTests()
    {
        _before = new TestEngine(_database);
        _after = new TestEngine(_database);
    }

    [Fact]
    public async Task Killed_BetweenGenerationAndCheckpoint_WritesThePassAgainAndStoresItOnce()
    {
        var context = await _before.AddContextAsync();
        var job = await _before.EnqueueAsync(context);
        await StepAsync(_before);
        using var killed = new Breakpoint(_before.Model, at: 1);
        var dying = StepAsync(_before);
        await killed.Reached;

        await RestartAsync();
        await _after.SleepAsync();

        await AssertDoneOnceAsync(context, job.Id);

        // Worse than dying: it comes to its checkpoint after all. The pass is stored already, and stays as it is.
        killed.GoOn();
        await dying;
        await AssertDoneOnceAsync(context, job.Id);
    }

    [Fact]
    public async Task Killed_AfterACheckpoint_DoesNotWriteThatPassAgain()
    {
        var context = await _before.AddContextAsync();
        var job = await _before.EnqueueAsync(context);
        await StepAsync(_before);
        var first = (await _before.JobAsync(job.Id)).Passes[0].Id;
        var prompts = Prompts(_after);

        await RestartAsync();
        await _after.SleepAsync();

        await AssertDoneOnceAsync(context, job.Id);
        Assert.Equal(first, (await _after.JobAsync(job.Id)).Passes[0].Id);
        Assert.DoesNotContain(prompts, prompt => prompt.Contains("write notes 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_AfterTheLastPass_StoresTheNotesFromTheCheckpointsWithoutWritingAPass()
    {
        var context = await _before.AddContextAsync();
        var job = await _before.EnqueueAsync(context);
        var checkpoints = _before.Get<SleepCheckpoints>();
        var task = await checkpoints.FindNextAsync(CancellationToken.None);
        await checkpoints.ClaimAsync(task!.Job, CancellationToken.None);
        foreach (var number in new[] { 1, 2, 3 })
            Assert.True(await checkpoints.StorePassAsync(task.Job, [Pass(task.Job, number)], steppedAside: 0, CancellationToken.None));
        var prompts = Prompts(_after);

        await RestartAsync();
        await _after.SleepAsync();

        await AssertDoneOnceAsync(context, job.Id);
        Assert.All(prompts, prompt => Assert.Contains("Task: write questions", prompt, StringComparison.Ordinal));
        Assert.Equal(["line 1", "line 2", "line 3"], (await _after.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Killed_AfterTheNotes_HasNothingLeftToDo()
    {
        var context = await _before.AddContextAsync();
        var job = await _before.EnqueueAsync(context);
        await _before.SleepAsync();

        await RestartAsync();

        Assert.False(await StepAsync(_after));
        await AssertDoneOnceAsync(context, job.Id);
    }

    [Fact]
    public async Task Killed_AfterTheClaim_WaitsAgainWithWhatWasDone()
    {
        var job = await _before.EnqueueAsync(await _before.AddContextAsync());
        await StepAsync(_before);
        Assert.Equal(SleepJobState.Running, (await _before.JobAsync(job.Id)).State);

        await RestartAsync();

        var waiting = await _after.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Queued, 1), (waiting.State, waiting.PassesDone));
        Assert.Equal(1, _after.Get<SleepQueue>().Status.Queued);
    }

    [Fact]
    public async Task StorePass_ASecondTime_ChangesNothing()
    {
        var job = await _before.EnqueueAsync(await _before.AddContextAsync());
        var checkpoints = _before.Get<SleepCheckpoints>();
        var task = await checkpoints.FindNextAsync(CancellationToken.None);
        await checkpoints.ClaimAsync(task!.Job, CancellationToken.None);
        await checkpoints.StorePassAsync(task.Job, [Pass(task.Job, 1)], steppedAside: 2, CancellationToken.None);

        Assert.False(await checkpoints.StorePassAsync(task.Job, [Pass(task.Job, 1)], steppedAside: 2, CancellationToken.None));

        var stored = await _before.JobAsync(job.Id);
        Assert.Equal((1, 2), (stored.PassesDone, stored.StepAsideCount));
        Assert.Single(stored.Passes);
    }

    [Fact]
    public async Task StoreChecks_SteppedAside_CountsItAndSaysSo()
    {
        var job = await _before.EnqueueAsync(await _before.AddContextAsync());
        var checkpoints = _before.Get<SleepCheckpoints>();
        var task = await checkpoints.FindNextAsync(CancellationToken.None);
        await checkpoints.ClaimAsync(task!.Job, CancellationToken.None);

        await checkpoints.StoreChecksAsync(task.Job, [], steppedAside: 2, CancellationToken.None);

        Assert.Equal(2, (await _before.JobAsync(job.Id)).StepAsideCount);
        Assert.EndsWith("Stepped aside 2 times for questions.", (await _before.Get<SleepQueue>().LogAsync(job.Id, CancellationToken.None))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfManyLines_IsStoredAFewAtATime()
    {
        var job = await _before.EnqueueAsync(await _before.AddContextAsync(), passes: 1);
        var checkpoints = _before.Get<SleepCheckpoints>();
        var task = await checkpoints.FindNextAsync(CancellationToken.None);
        await checkpoints.ClaimAsync(task!.Job, CancellationToken.None);
        var lines = Enumerable.Range(1, SleepRunner.JudgedAtOnce + 1).Select(number => $"Maya has {number} pens.");
        await checkpoints.StorePassAsync(task.Job, [Pass(task.Job, 1, string.Join('\n', lines))], steppedAside: 0, CancellationToken.None);

        await StepAsync(_before);

        var stored = (await _before.Get<SleepQueue>().LogAsync(job.Id, CancellationToken.None)).Select(happened => happened.Text).Where(text => text.StartsWith("Verified ", StringComparison.Ordinal));
        Assert.Collection(
            stored,
            first => Assert.Contains($" of {SleepRunner.JudgedAtOnce} lines", first, StringComparison.Ordinal),
            second => Assert.Contains(" of 1 line,", second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_WhileLinesAreJudged_AsksAgainOnlyForThoseWithoutAVerdict()
    {
        await using var before = new TestEngine(_database, settings: ("Sleep:AskModel", "true"));
        await using var after = new TestEngine(_database, settings: ("Sleep:AskModel", "true"));
        // Of no number, so that neither arithmetic nor the text tells.
        var lines = Enumerable.Range(1, SleepRunner.JudgedAtOnce + 2).Select(number => $"Line {(char)('a' + number)} is pleasant.").ToList();
        var context = await before.AddContextAsync();
        var job = await before.EnqueueAsync(context, passes: 1);
        Func<string, string> reply = prompt => prompt.Contains("judge", StringComparison.Ordinal) ? "Judgement: supported"
            : prompt.Contains("write notes", StringComparison.Ordinal) ? string.Join('\n', lines) : "";
        using var killed = new ManualResetEventSlim();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.Model.Reply = prompt =>
        {
            // The ninth line is judged after the first eight have their verdicts stored.
            if (prompt.Contains("judge", StringComparison.Ordinal) && prompt.Contains(lines[SleepRunner.JudgedAtOnce], StringComparison.Ordinal))
            {
                reached.TrySetResult();
                killed.Wait();
            }
            return reply(prompt);
        };
        var dying = before.StepAsync();
        await reached.Task;
        List<string> judged = [];
        after.Model.Reply = prompt =>
        {
            if (prompt.Contains("judge", StringComparison.Ordinal) && lines.Find(line => prompt.Contains(line, StringComparison.Ordinal)) is { } line && !judged.Contains(line))
                judged.Add(line);
            return reply(prompt);
        };

        await after.Get<SleepStore>().RestoreAsync(CancellationToken.None);
        await after.SleepAsync();

        Assert.Equal(lines.Skip(SleepRunner.JudgedAtOnce).Order(), judged.Order());
        var notes = Assert.Single(await after.NotesAsync(context)).Notes;
        Assert.Equal(lines, notes.Lines.Select(line => line.Text));
        Assert.All(notes.Lines, line => Assert.True(line.Verified));

        // Worse than dying: it comes to its checkpoint after all, and finds the job done.
        killed.Set();
        await dying;
        Assert.Single(await after.NotesAsync(context));
        Assert.Equal(1, (await after.JobAsync(job.Id)).PassesDone);
    }

    private static Task<bool> StepAsync(TestEngine engine) => engine.StepAsync();

    private static List<string> Prompts(TestEngine engine)
    {
        List<string> prompts = [];
        engine.Model.Reply = prompt =>
        {
            prompts.Add(prompt);
            return "line";
        };
        return prompts;
    }

    private static SleepPass Pass(SleepJob job, int number, string? text = null) => new()
    {
        JobId = job.Id, Number = number, Text = text ?? $"line {number}", FinishReason = FinishReason.EndOfText,
        Usage = new TokenUsage(10, 0, 3), Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = DateTimeOffset.UnixEpoch,
    };

    private Task RestartAsync() => _after.Get<SleepStore>().RestoreAsync(CancellationToken.None);

    private async Task AssertDoneOnceAsync(Engine.Contexts.Context context, Guid jobId)
    {
        var job = await _after.JobAsync(jobId);
        Assert.Equal((SleepJobState.Completed, 3), (job.State, job.PassesDone));
        Assert.Equal([1, 2, 3], job.Passes.Select(pass => pass.Number));
        Assert.Single(await _after.NotesAsync(context));
    }

    public async ValueTask DisposeAsync()
    {
        await _before.DisposeAsync();
        await _after.DisposeAsync();
        _database.Dispose();
    }
}

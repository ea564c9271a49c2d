using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Overview;

/// <summary>What the Overview tells of a small set that can be counted by hand.</summary>
public sealed class OverviewReaderTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private int _asked;

    public OverviewReaderTests() => _engine = new TestEngine(_database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _engine.Time.GetUtcNow();

    [Fact]
    public async Task Read_NothingThere_IsEmptyAndUnknown()
    {
        var overview = await ReadAsync();

        Assert.Empty(overview.Alerts);
        Assert.Empty(overview.Recent);
        Assert.Equal((true, null, 0L), (overview.Learned.IsNothing, overview.Learned.VerifiedShare, overview.Learned.Tokens));
        Assert.Equal((0L, null, null, 0), (overview.PaidOff.Asleep, overview.PaidOff.Saved, overview.PaidOff.Net, overview.PaidOff.Measured));
        Assert.Equal((0, null), (overview.Totals.Contexts, overview.Totals.TokensSavedAwake));
    }

    [Fact]
    public async Task Learned_ARealSleep_CountsItsPassesNotesAndTokens()
    {
        _engine.Model.Reply = _ => "Maya has 3.";
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();

        var learned = (await ReadAsync()).Learned;

        var notes = Assert.Single(await _engine.NotesAsync(context)).Notes;
        Assert.Equal((1, notes.Passes, notes.Lines.Count(line => !line.Struck)), (learned.Contexts, learned.Passes, learned.Notes));
        Assert.Equal(await TokensAsync(), learned.Tokens);
        Assert.Equal((context.Id, context.Title), (learned.Latest[0].ContextId, learned.Latest[0].Title));
    }

    [Fact]
    public async Task Learned_LinesThereBeforeOrByHand_AreNotLearnedAgain()
    {
        var context = await _engine.AddContextAsync();
        await NotesAsync(context, ("old", true, false), ("gone", true, false));
        _engine.Time.Advance(TimeSpan.FromHours(25));
        await NotesAsync(context, ("old", true, false), ("held", true, false), ("unsure", null, false), ("wrong", false, false), ("mine", true, true));

        var learned = (await ReadAsync()).Learned;

        Assert.Equal((2, 1, 1, 1.0 / 3), (learned.Notes, learned.Verified, learned.Refuted, learned.VerifiedShare));
    }

    [Fact]
    public async Task Learned_MoreThanADayAgo_IsLeftOut()
    {
        var context = await _engine.AddContextAsync();
        await SleepAsync(context, 50);
        await NotesAsync(context, ("old", true, false));
        _engine.Time.Advance(TimeSpan.FromHours(25));

        Assert.True((await ReadAsync()).Learned.IsNothing);
    }

    [Fact]
    public async Task PaidOff_ContextsAtAnyStage_AreTheBreakEvensOfTheirPages()
    {
        // t = 10 and w = 0.25: a question saves 10 * (30 - 10) - 0.25 * 0 = 200 tokens of sleep.
        var (paid, near, far, never) = (await _engine.AddContextAsync("paid"), await _engine.AddContextAsync("near"), await _engine.AddContextAsync("far"), await _engine.AddContextAsync("never"));
        foreach (var (context, slept, questions) in new[] { (paid, 500, 3), (near, 900, 3), (far, 4000, 1) })
        {
            await SleepAsync(context, slept);
            await CompareAsync(context, await NotesAsync(context, ("note", true, false)), questions, 30, 10);
        }
        await SleepAsync(never, 10);
        await CompareAsync(never, await NotesAsync(never, ("note", true, false)), 1, 10, 30);

        var figures = (await ReadAsync()).PaidOff;

        Assert.Equal((4, 1, 8), (figures.Measured, figures.Reached, figures.Comparisons));
        Assert.Equal(7 * 20 - 20, figures.Saved);
        Assert.Equal(figures.Saved - 5410, figures.Net);
        var reached = Assert.Single(figures.Lately);
        Assert.Equal((paid.Id, 3d, 200d), (reached.ContextId, reached.Needed, reached.SavedPerQuestion));
        Assert.Equal(Now.AddMinutes(-5), reached.ReachedAt); // of its three questions, the last; five were asked after it
        Assert.Equal([(near.Id, 2d), (far.Id, 19d)], figures.Nearest.Select(context => (context.ContextId, context.Left)));
        var page = await _engine.Get<BreakEvenService>().FindAsync(paid.Id, Token);
        Assert.Equal("Paid off: 3 questions needed, 3 answered from notes.", page!.Words);
    }

    [Fact]
    public async Task PaidOff_MoreThanAWeekAgo_IsCountedAndNotNews()
    {
        var context = await _engine.AddContextAsync();
        await SleepAsync(context, 150);
        var notes = await NotesAsync(context, ("note", true, false));
        await CompareAsync(context, notes, 1, 30, 10);
        _engine.Time.Advance(TimeSpan.FromDays(8));
        await CompareAsync(context, notes, 1, 30, 10);

        var figures = (await ReadAsync()).PaidOff;

        Assert.Equal((1, 0L, 20L), (figures.Reached, figures.Asleep, figures.Saved));
        Assert.Empty(figures.Lately);
    }

    [Fact]
    public async Task Alerts_NotesOfAnEarlierTextAndRefutedOnes_AreFound()
    {
        var (stale, refuted, byHand) = (await _engine.AddContextAsync("stale"), await _engine.AddContextAsync("refuted"), await _engine.AddContextAsync("by hand"));
        await NotesAsync(stale, ("note", true, false));
        await NotesAsync(refuted, ("one", false, false), ("two", false, false), ("three", true, false));
        await NotesAsync(byHand, CheckedBy.Person, ("one", false, false), ("two", false, false));
        await using (var database = _database.CreateDbContext())
        {
            // Nobody queues a job, as where the gate found that sleep does not pay.
            (await database.Contexts.SingleAsync(context => context.Id == stale.Id, Token)).CurrentVersionNumber = 2;
            database.Add(new ContextVersion { ContextId = stale.Id, Number = 2, Text = "new", ContentHash = "new", Tokens = 3, CreatedAt = Now });
            await database.SaveChangesAsync(Token);
        }

        var alerts = (await ReadAsync()).Alerts;

        Assert.Equal([(AlertKind.NotesRefuted, refuted.Id), (AlertKind.NotesStale, stale.Id)], alerts.Select(alert => (alert.Kind, Assert.Single(alert.Contexts).Id)));
    }

    [Fact]
    public async Task Alerts_JobFailed_StandsUntilADayIsOverOrAnotherIsMade()
    {
        var context = await _engine.AddContextAsync();
        await StoreAsync(new SleepJob
        {
            ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Owner = "local", PassesWanted = 1, State = SleepJobState.Failed, FailureReason = "The engine stopped",
            CreatedAt = Now, FinishedAt = Now,
        });

        var alert = Assert.Single((await ReadAsync()).Alerts);
        Assert.Equal((AlertKind.JobsFailed, $"It was on “{context.Title}”. The engine stopped."), (alert.Kind, alert.Detail));

        _engine.Time.Advance(TimeSpan.FromHours(1));
        await SleepAsync(context, 5);
        Assert.Empty((await ReadAsync()).Alerts);
    }

    [Fact]
    public async Task Alerts_QueuePaused_IsFound()
    {
        await _engine.Get<SleepQueue>().PauseAsync(Token);

        Assert.Equal(AlertKind.SleepPaused, Assert.Single((await ReadAsync()).Alerts).Kind);
    }

    [Fact]
    public async Task Recent_ExpectedAnswer_JudgesBothSides()
    {
        var context = await _engine.AddContextAsync();
        await CompareAsync(context, null, 1, 30, 10, expected: "7", standardAnswer: "Answer: 8");
        await CompareAsync(context, null, 1, 30, 10);

        var recent = (await ReadAsync()).Recent;

        Assert.Equal([null, false], recent.Select(comparison => comparison.Standard!.IsRight));
        Assert.Equal([null, true], recent.Select(comparison => comparison.SleepTime!.IsRight));
        Assert.Equal((-20, 25d), (recent[0].Difference, recent[0].Standard!.TotalMs));
    }

    [Fact]
    public async Task Recent_ManyComparisons_AreTheLatestThirtyNewestFirst()
    {
        await CompareAsync(await _engine.AddContextAsync(), null, 35, 30, 10);

        Assert.Equal(Enumerable.Range(6, 30).Reverse().Select(number => $"Question {number}"), (await ReadAsync()).Recent.Select(comparison => comparison.Question));
    }

    [Fact]
    public async Task Recent_BlindAndNotVoted_TellsNothingOfItsSidesToThatViewer()
    {
        var context = await _engine.AddContextAsync();
        var comparison = await CompareAsync(context, null, 1, 30, 10, blind: true);
        await StoreAsync(new ComparisonVote { ComparisonId = comparison, ContextId = context.Id, Owner = "voter", WasBlind = true, CreatedAt = Now });

        var overview = await _engine.Get<OverviewReader>().ReadAsync(Token);
        var (hidden, shown) = (overview.For("local").Recent[0], overview.For("voter").Recent[0]);

        Assert.Equal((true, null, null, null), (hidden.IsHidden, hidden.Standard, hidden.SleepTime, hidden.Difference));
        Assert.Equal((false, -20), (shown.IsHidden, shown.Difference));
    }

    [Fact]
    public async Task Job_BeingWorkedOn_IsNamed()
    {
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);
        using var writing = new Breakpoint(_engine.Model, at: 1);

        var step = _engine.StepAsync();
        await writing.Reached.WaitAsync(SleepTimeApp.Patience);
        var seen = await ReadAsync();
        writing.GoOn();
        await step;

        Assert.Equal((context.Title, 0), (seen.Job?.ContextTitle, seen.Job?.PassesDone));
    }

    private async Task<TeamOverview> ReadAsync() => (await _engine.Get<OverviewReader>().ReadAsync(Token)).For("local");

    private async Task<long> TokensAsync()
    {
        await using var database = _database.CreateDbContext();
        return await database.SleepPasses.SumAsync(pass => (long)pass.Usage.CompletionTokens, Token) + await database.NoteChecks.SumAsync(check => (long)check.Usage.CompletionTokens, Token);
    }

    private Task<NotesVersion> NotesAsync(Context context, params (string Text, bool? Verified, bool Edited)[] lines) => NotesAsync(context, CheckedBy.Text, lines);

    private async Task<NotesVersion> NotesAsync(Context context, CheckedBy by, params (string Text, bool? Verified, bool Edited)[] lines)
    {
        var notes = new NotesVersion
        {
            ContextId = context.Id, ContextVersionId = context.Versions[^1].Id, JobId = Guid.CreateVersion7(), Passes = 1, ModelId = Model.Id, PromptVersion = Model.Prompts.Version,
            Usage = TokenUsage.None, CreatedAt = Now,
        };
        notes.Lines.AddRange(lines.Select((line, order) => new Note
        {
            NotesVersionId = notes.Id, Order = order, Pass = 1, Text = line.Text, Verified = line.Verified, By = line.Verified is null ? null : by, Struck = line.Verified == false, Edited = line.Edited,
        }));
        await StoreAsync(notes);
        return notes;
    }

    private HostedModel Model => _engine.Get<ModelHost>().Require();

    private async Task<Guid> CompareAsync(
        Context context, NotesVersion? notes, int questions, int standard, int sleepTime, bool blind = false, string? expected = null, string standardAnswer = "Answer: 7")
    {
        var comparison = Guid.Empty;
        for (var i = 0; i < questions; i++)
        {
            comparison = Guid.CreateVersion7();
            _engine.Time.Advance(TimeSpan.FromMinutes(1));
            _asked++;
            await StoreAsync(NewRun(AnswerMode.Standard, standard, standardAnswer), NewRun(AnswerMode.SleepTime, sleepTime, "Answer: 7"));
        }
        return comparison;

        Run NewRun(AnswerMode mode, int tokens, string answer) => new()
        {
            ComparisonId = comparison, IsBlind = blind, ContextId = context.Id, ContextVersionId = context.Versions[0].Id, NotesVersionId = mode == AnswerMode.SleepTime ? notes?.Id : null,
            Mode = mode, Question = $"Question {_asked}", Verbosity = 1, Temperature = 0, MaxTokens = 32, Owner = "local", ModelId = Model.Id, PromptVersion = Model.Prompts.Version,
            State = RunState.Completed, Answer = answer, ExpectedAnswer = expected, Usage = new TokenUsage(40, 20, tokens), Timings = new GenerationTimings(1, 5, 25, 100), CreatedAt = Now,
        };
    }

    private Task SleepAsync(Context context, int tokens)
    {
        var job = new SleepJob { ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Owner = "local", PassesWanted = 1, State = SleepJobState.Completed, CreatedAt = Now };
        job.Passes.Add(new SleepPass { JobId = job.Id, Number = 1, Text = "", FinishReason = FinishReason.EndOfText, Usage = new TokenUsage(10, 0, tokens), Timings = new GenerationTimings(1, 5, 20, 100), FinishedAt = Now });
        return StoreAsync(job);
    }

    private async Task StoreAsync(params object[] entities)
    {
        await using var database = _database.CreateDbContext();
        database.AddRange(entities);
        await database.SaveChangesAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

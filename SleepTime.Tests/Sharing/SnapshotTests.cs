using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sharing.Snapshots;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Sleeping.Sections;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sharing;

public sealed class SnapshotTests : SharingFixture
{
    [Fact]
    public async Task Comparison_ContextDeletedSince_IsShownInFull()
    {
        var context = await AddContextAsync();
        var id = await CompareAsync(context);
        await Engine.Get<VoteService>().VoteAsync(id, AnswerMode.SleepTime, TestEngine.Owner, CancellationToken.None);
        var made = await ShareAsync(ShareKind.Comparison, id);
        await Engine.DeleteAsync(context);

        var seen = (ComparisonSnapshot)(await Shares.OpenAsync(made.Token, CancellationToken.None))!.Snapshot;

        Assert.Equal(("How many marbles has Maya?", "3", new VoteTally(0, 1, 0)), (seen.Question, seen.Expected, seen.Votes));
        Assert.Equal([AnswerMode.Standard, AnswerMode.SleepTime], seen.ToRuns().Select(run => run.Mode));
        Assert.All(seen.ToRuns(), run => Assert.Equal(("Maya has 3. Answer: 3", RunState.Completed), (run.Answer, run.State)));
        Assert.All(seen.Runs, run => Assert.True(run.Usage!.CompletionTokens > 0 && run.Timings is not null));
        Assert.Equal("Maya has 3 marbles.", Assert.Single(seen.Runs[1].Citations).Text);
        Assert.True((await Shares.FindAsync(made.Share.Id, CancellationToken.None))!.IsOriginalGone);
    }

    [Fact]
    public async Task Comparison_AskedAgainAndRescoredSince_StaysAsItWas()
    {
        var id = await CompareAsync(await AddContextAsync());
        var made = await ShareAsync(ShareKind.Comparison, id);
        var runs = await Engine.Get<RunHistory>().FindComparisonAsync(id, CancellationToken.None);
        await Engine.Get<FeedbackService>().ExpectAsync(runs[0].Id, "4", CancellationToken.None);

        var seen = (ComparisonSnapshot)(await Shares.OpenAsync(made.Token, CancellationToken.None))!.Snapshot;

        Assert.Equal("3", seen.Expected);
    }

    [Fact]
    public async Task Comparison_BlindAndNotVoted_IsRefusedUntilVoted()
    {
        var id = await CompareAsync(await AddContextAsync(), blind: true);

        var refused = await Assert.ThrowsAsync<ShareRefusedException>(() => ShareAsync(ShareKind.Comparison, id));
        await Engine.Get<VoteService>().VoteAsync(id, null, TestEngine.Owner, CancellationToken.None);

        Assert.Contains("Vote first", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ShareKind.Comparison, (await ShareAsync(ShareKind.Comparison, id)).Share.Kind);
    }

    [Fact]
    public async Task Run_AskedAlone_IsListedFrozenAndRevoked()
    {
        var context = await AddContextAsync();
        var run = await AskAsync(context, AnswerMode.SleepTime);
        var made = await ShareAsync(ShareKind.Run, run.Id, TimeSpan.FromDays(1));
        await Engine.EditAsync(context, "Maya has none.");

        var seen = (ComparisonSnapshot)(await Shares.OpenAsync(made.Token, CancellationToken.None))!.Snapshot;

        Assert.Equal(("Maya has 3. Answer: 3", AnswerMode.SleepTime), (Assert.Single(seen.Runs).Answer, seen.Runs[0].Mode));
        Assert.Equal("Maya has 3 marbles.", Assert.Single(seen.Runs[0].Citations).Text);
        var listed = Assert.Single((await Shares.ListAsync(1, 10, CancellationToken.None)).Items);
        Assert.Equal((ShareKind.Run, run.Id, context.Id, false), (listed.Kind, listed.SubjectId, listed.ContextId, listed.IsOriginalGone));
        Assert.True(await Shares.RevokeAsync(listed.Id, CancellationToken.None));
        Assert.Null(await Shares.OpenAsync(made.Token, CancellationToken.None));
    }

    [Fact]
    public async Task Run_LinkExpired_OpensNothing()
    {
        var made = await ShareAsync(ShareKind.Run, (await AskAsync(await AddContextAsync(), AnswerMode.Standard)).Id, TimeSpan.FromDays(1));
        Engine.Time.Advance(TimeSpan.FromDays(1));
        Assert.Null(await Shares.OpenAsync(made.Token, CancellationToken.None));
    }

    [Fact]
    public async Task Run_OfABlindComparison_IsRefusedUntilVoted()
    {
        var id = await CompareAsync(await AddContextAsync(), blind: true);
        var side = (await Engine.Get<RunHistory>().FindComparisonAsync(id, CancellationToken.None))[1];

        await Assert.ThrowsAsync<ShareRefusedException>(() => ShareAsync(ShareKind.Run, side.Id));
        await Engine.Get<VoteService>().VoteAsync(id, null, TestEngine.Owner, CancellationToken.None);

        Assert.Equal(ShareKind.Run, (await ShareAsync(ShareKind.Run, side.Id)).Share.Kind);
    }

    [Fact]
    public async Task Overview_BlindComparisonNotVoted_IsLeftOut()
    {
        var context = await AddContextAsync();
        await CompareAsync(context);
        Engine.Time.Advance(TimeSpan.FromSeconds(1));
        await CompareAsync(context, blind: true);

        var seen = (OverviewSnapshot)(await Shares.OpenAsync((await ShareAsync(ShareKind.Overview)).Token, CancellationToken.None))!.Snapshot;

        Assert.Equal((1, 1, 2), (seen.Team!.Recent.Count, seen.HiddenComparisons, seen.Figures.ComparisonsCounted));
    }

    [Fact]
    public async Task Overview_ChangedSince_IsShownAsItWas()
    {
        var context = await AddContextAsync();
        await CompareAsync(context);
        await Engine.Get<SleepQueue>().PauseAsync(CancellationToken.None);
        var before = (await Engine.Get<OverviewReader>().ReadAsync(CancellationToken.None)).For(TestEngine.Owner);
        var made = await ShareAsync(ShareKind.Overview);
        await Engine.Get<SleepQueue>().ResumeAsync(CancellationToken.None);
        await Engine.DeleteAsync(context);

        var seen = (OverviewSnapshot)(await Shares.OpenAsync(made.Token, CancellationToken.None))!.Snapshot;

        Assert.Equal((ModelState.Ready, IdleState.Paused, true), (seen.Status!.Model, seen.Status.Queue.State, seen.Status.Hosted!.ContextLength > 0));
        var (alert, was) = (Assert.Single(seen.Team!.Alerts), Assert.Single(before.Alerts));
        Assert.Equal((was.Kind, was.Title, was.Detail, was.Next), (alert.Kind, alert.Title, alert.Detail, alert.Next));
        Assert.Equal(before.Learned with { Latest = [] }, seen.Team.Learned with { Latest = [] });
        Assert.Equal(before.PaidOff with { Lately = [], Nearest = [] }, seen.Team.PaidOff with { Lately = [], Nearest = [] });
        var (side, expected) = (Assert.Single(seen.Team.Recent).SleepTime, Assert.Single(before.Recent).SleepTime);
        Assert.Equal((expected, (bool?)true), (side, side!.IsRight));
    }

    [Fact]
    public void Overview_StoredBeforeItHeldMore_IsStillRead()
    {
        var seen = (OverviewSnapshot)SharedSnapshot.FromJson(
            """
            {"$type":"overview","figures":{"contexts":2,"contextsWithNotes":1,"notes":3,"jobsQueued":0,"questions":4,"runsFailed":0,"tokensAsleep":50,"tokensSavedAwake":25,"comparisonsCounted":1,
            "recent":[{"at":"2026-03-01T12:00:00+00:00","question":"How many?","standardTokens":30,"sleepTimeTokens":5}],"jobsPaused":0},"hiddenComparisons":1,"frozenAt":"2026-03-01T12:00:00+00:00"}
            """);

        Assert.Equal((null, null, 1, 30), (seen.Team, seen.Status, seen.HiddenComparisons, Assert.Single(seen.Figures.Recent).StandardTokens));
    }

    [Fact]
    public void Context_StoredBeforeSectionsWereKept_IsStillRead()
    {
        var seen = (ContextSnapshot)SharedSnapshot.FromJson(
            """{"$type":"context","contextTitle":"A","text":"B","version":1,"tokens":1,"editedAt":"2026-03-01T12:00:00+00:00","notes":null,"frozenAt":"2026-03-01T12:00:00+00:00"}""");

        Assert.Equal(("B", null, null), (seen.Text, seen.Notes, seen.Sections));
    }

    [Fact]
    public async Task Context_ReadInSections_HasTheNotesOfEach()
    {
        Engine.Model.Reply = LongTexts.Reply();
        var context = await Engine.AddContextAsync(LongTexts.Of([.. Enumerable.Range(1, 40).Select(number => $"Town{number}")]));
        await Engine.EnqueueAsync(context);
        await Engine.SleepAsync();
        var made = await ShareAsync(ShareKind.Context, context.Id);
        await Engine.DeleteAsync(context);

        var sections = ((ContextSnapshot)(await Shares.OpenAsync(made.Token, CancellationToken.None))!.Snapshot).Sections!;

        Assert.Equal((40, 40), (sections.Count, sections.Noted.Count));
        Assert.Equal((30, "Town30"), (sections.Noted[29].Order, sections.Noted[29].Name));
        Assert.Equal(["The harbour of Town30 has 32 boats.", "Town30 is a harbour."], sections.Noted[29].Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Context_EditedSince_IsShownAsItWas()
    {
        var context = await AddContextAsync();
        var made = await ShareAsync(ShareKind.Context, context.Id);
        await Engine.EditAsync(context, "Maya has none.");

        var seen = (ContextSnapshot)(await Shares.OpenAsync(made.Token, CancellationToken.None))!.Snapshot;

        Assert.Equal(("Maya has 3 marbles.", 1), (seen.Text, seen.Version));
        Assert.Equal([(false, "Maya has 3 marbles."), (true, "Leo has 9 marbles.")], seen.Notes!.ToVersion().Lines.Select(line => (line.Struck, line.Text)));
        Assert.False(made.Share.IsOriginalGone);
    }

    [Fact]
    public async Task Context_NotSleptOn_HasNoNotes()
    {
        var context = await Engine.AddContextAsync("Ünï 🌙 “text”");

        var seen = (ContextSnapshot)(await Shares.OpenAsync((await ShareAsync(ShareKind.Context, context.Id)).Token, CancellationToken.None))!.Snapshot;

        Assert.Equal(("Ünï 🌙 “text”", null), (seen.Text, seen.Notes));
    }

    [Fact]
    public void Title_LongQuestion_IsCutBetweenCharacters()
    {
        var snapshot = new ComparisonSnapshot(DateTimeOffset.UnixEpoch, "", new string('a', 198) + "🌙🌙", DateTimeOffset.UnixEpoch, null, false, [], VoteTally.None);
        Assert.Equal(new string('a', 198) + "…", snapshot.Title);
    }

    [Fact]
    public async Task Run_OnATextReadInSections_StillTellsWhatItWasGiven()
    {
        var sleeps = LongTexts.Reply();
        Engine.Model.Reply = prompt => prompt.Contains("Question:", StringComparison.Ordinal) ? "Answer: 32" : sleeps(prompt);
        var context = await Engine.AddContextAsync(LongTexts.Of([.. Enumerable.Range(1, 40).Select(number => $"Town{number}")]));
        await Engine.EnqueueAsync(context);
        await Engine.SleepAsync();
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many boats has Town30?", Modes = [AnswerMode.SleepTime], Owner = TestEngine.Owner }, CancellationToken.None);
        var run = await Engine.EndOfAsync(asked.Runs[0]);
        var made = await ShareAsync(ShareKind.Run, run.Id);
        await Engine.DeleteAsync(context);

        var seen = Assert.Single(((ComparisonSnapshot)(await Shares.OpenAsync(made.Token, CancellationToken.None))!.Snapshot).Runs);

        Assert.Equal((40, true), (seen.Given!.Sections, seen.Given.Matched));
        Assert.Equal(run.Given!.Items, seen.Given.Items);
        Assert.Equal("The harbour of Town30 has 32 boats.", Assert.Single(seen.Citations).Text);
    }
}

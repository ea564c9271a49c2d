using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Sections;

public sealed class SectionSleeperTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly List<string> _asked = [];

    public SectionSleeperTests()
    {
        _engine = LongTexts.Engine(_database);
        _engine.Model.Reply = LongTexts.Reply(_asked);
    }

    [Fact]
    public async Task Steps_OfALongText_MakeNotesOfEachSectionAndOfTheWhole()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var ended = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Completed, 6, 6), (ended.State, ended.Sections, ended.SectionsDone));
        Assert.Equal(LongTexts.Towns.SelectMany(town => new[] { $"{town} 1", $"{town} 2", $"{town} 3" }), _asked);
        await using var database = _database.CreateDbContext();
        var sections = await database.SectionNotes.ToListAsync();
        Assert.Equal(6, sections.Count);
        Assert.Equal(["The harbour of Aldermoor has 3 boats.", "Aldermoor is a harbour."], sections[0].Lines.Select(line => line.Text));
        // What it took is counted with the sections, and nothing of a finished one is left to be read at the next step.
        Assert.Equal(sections.Sum(notes => notes.Usage.CompletionTokens) + ended.Questions!.Usage.CompletionTokens, ended.Usage.CompletionTokens);
        Assert.Equal(SleepPassKind.Questions, (await database.SleepPasses.SingleAsync()).Kind);
        Assert.Equal(0, await database.NoteChecks.CountAsync());
        var whole = Assert.Single(await _engine.NotesAsync(context)).Notes;
        Assert.NotEmpty(whole.Lines);
        Assert.Equal(whole.Lines.Select(line => line.Text), whole.Lines.Select(line => line.Text).Distinct());
        Assert.Equal(ended.Usage, whole.Usage);
    }

    [Fact]
    public async Task Step_InTheMiddle_TellsSectionAndPass()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns)));

        while ((await _engine.JobAsync(job.Id)) is not { SectionsDone: 2, PassesDone: 1 })
            Assert.True(await _engine.StepAsync());

        var running = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Running, 6), (running.State, running.Sections));
        Assert.Equal("The harbour of Coldharbour has 5 boats.", Assert.Single(running.Passes).Text);
        Assert.Equal("The harbour of Coldharbour has 5 boats.", Assert.Single(JobNotes.Of(running)).Text);
    }

    [Fact]
    public async Task Restart_InTheMiddle_GoesOnWithoutAskingAnythingTwice()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        var job = await _engine.EnqueueAsync(context);
        for (var steps = 0; steps < 9; steps++)
            await _engine.StepAsync();

        await using var restarted = LongTexts.Engine(_database);
        List<string> after = [];
        restarted.Model.Reply = LongTexts.Reply(after);
        await restarted.Get<SleepStore>().RestoreAsync(CancellationToken.None);
        await restarted.SleepAsync();

        Assert.Equal(SleepJobState.Completed, (await restarted.JobAsync(job.Id)).State);
        Assert.NotEmpty(after);
        Assert.Empty(_asked.Intersect(after));
        Assert.Equal(18, _asked.Count + after.Count);
    }

    [Fact]
    public async Task Edit_OfOneSection_SleepsOnThatOneOnly()
    {
        var text = LongTexts.Of(LongTexts.Towns);
        var context = await _engine.AddContextAsync(text);
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        _asked.Clear();

        await _engine.EditAsync(context, text.Replace("of Dunmere has 6 boats", "of Dunmere has 9 boats", StringComparison.Ordinal));
        await _engine.SleepAsync();

        Assert.Equal(["Dunmere 1", "Dunmere 2", "Dunmere 3"], _asked);
        var lines = (await _engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text).ToList();
        Assert.DoesNotContain("The harbour of Dunmere has 6 boats.", lines);
        await using var database = _database.CreateDbContext();
        Assert.Equal(7, await database.SectionNotes.CountAsync());
    }

    [Fact]
    public async Task Enqueue_ByForce_SleepsOnEverySectionAnew()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        _asked.Clear();
        _engine.Time.Advance(TimeSpan.FromMinutes(1));

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        Assert.Equal(18, _asked.Count);
    }

    [Fact]
    public async Task Edit_AfterMoreEffortWasChosen_SleepsAnewOnWhatTookLess()
    {
        var text = LongTexts.Of(LongTexts.Towns);
        var context = await _engine.AddContextAsync(text);
        await ChooseAsync(context.Id, SleepEffort.Low);
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        Assert.Equal(LongTexts.Towns.Select(town => $"{town} 1"), _asked);
        _asked.Clear();

        await ChooseAsync(context.Id, SleepEffort.High);
        var shown = await _engine.Get<SectionReader>().ListAsync(context.Id, 1, 10, CancellationToken.None);
        Assert.All(shown!.Items, section => Assert.True(section is { IsSleptOn: true, LessEffort: true }));
        await _engine.EditAsync(context, text.Replace("of Dunmere has 6 boats", "of Dunmere has 9 boats", StringComparison.Ordinal));
        await _engine.SleepAsync();

        Assert.Equal(18, _asked.Count);
        shown = await _engine.Get<SectionReader>().ListAsync(context.Id, 1, 10, CancellationToken.None);
        Assert.All(shown!.Items, section => Assert.True(section is { IsSleptOn: true, LessEffort: false, NoteCount: 2 }));
    }

    [Fact]
    public async Task Edit_AfterLessEffortWasChosen_KeepsWhatTookMore()
    {
        var text = LongTexts.Of(LongTexts.Towns);
        var context = await _engine.AddContextAsync(text);
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        _asked.Clear();

        await ChooseAsync(context.Id, SleepEffort.Low);
        await _engine.EditAsync(context, text.Replace("of Dunmere has 6 boats", "of Dunmere has 9 boats", StringComparison.Ordinal));
        await _engine.SleepAsync();

        Assert.Equal(["Dunmere 1"], _asked);
    }

    [Fact]
    public async Task Notes_OfEachSection_KeepHowLongTheyTook()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        _engine.Model.Reply = prompt =>
        {
            _engine.Time.Advance(TimeSpan.FromMilliseconds(5));
            return LongTexts.Reply()(prompt);
        };
        await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        await using var database = _database.CreateDbContext();
        Assert.All(await database.SectionNotes.ToListAsync(), notes => Assert.True(notes.TookMs > 0));
    }

    [Fact]
    public async Task SectionsThatSayTheSame_AreSleptOnOnce()
    {
        var twice = LongTexts.Of(LongTexts.Towns) + "\n\n" + LongTexts.Of(LongTexts.Towns);
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync(twice));

        await _engine.SleepAsync();

        Assert.Equal(18, _asked.Count);
        Assert.Equal(6, (await _engine.JobAsync(job.Id)).Sections);
    }

    [Fact]
    public async Task CancelledJob_RetriedAfterAnotherDidItsSections_TakesTheirNotes()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        var first = await _engine.EnqueueAsync(context);
        for (var steps = 0; steps < 4; steps++)
            await _engine.StepAsync();
        await _engine.Get<SleepQueue>().CancelAsync(first.Id, CancellationToken.None);
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        _asked.Clear();

        Assert.Equal(JobCommandResult.Done, await _engine.Get<SleepQueue>().RetryAsync(first.Id, CancellationToken.None));
        await _engine.SleepAsync();

        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(first.Id)).State);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task TokensSpent_EndsWithTheNotesOfTheSectionsThatHaveSome()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        var job = await _engine.EnqueueAsync(context);
        await using (var database = _database.CreateDbContext())
            await database.SleepJobs.ExecuteUpdateAsync(set => set.SetProperty(stored => stored.TokenBudget, 100));

        await _engine.SleepAsync();

        var ended = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Completed, SleepEnd.BudgetSpent), (ended.State, ended.End));
        Assert.InRange(ended.SectionsDone, 1, 5);
        Assert.NotEmpty((await _engine.NotesAsync(context))[0].Notes.Lines);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }

    private Task<bool> ChooseAsync(Guid contextId, SleepEffort effort) =>
        _engine.Get<SleepSettingsService>().SaveAsync(new ContextSleepSettings { ContextId = contextId, Effort = effort }, CancellationToken.None);
}

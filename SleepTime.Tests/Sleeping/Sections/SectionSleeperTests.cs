using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
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

    [Fact]
    public async Task LineStruckByHand_IsStillStruckAfterSleepingAgain()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        var notes = (await _engine.NotesAsync(context))[0].Notes;
        var editor = _engine.Get<NotesEditor>();
        await editor.EditAsync(context.Id, notes.Id, [.. notes.Lines.OrderBy(line => line.Order).Select((line, index) => new NoteEdit(line.Id, line.Text, Struck: index == 0))], "maya", CancellationToken.None);
        _engine.Time.Advance(TimeSpan.FromMinutes(1));

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var again = (await _engine.NotesAsync(context))[0].Notes;
        var struck = Assert.Single(again.Lines, line => line.Text == notes.Lines.MinBy(first => first.Order)!.Text);
        Assert.True(struck.Struck);
    }

    [Fact]
    public async Task Whole_AfterItsSections_IsAskedOnceForItsQuestions()
    {
        var (reply, asked) = (LongTexts.Reply(), new List<string>());
        _engine.Model.Reply = prompt =>
        {
            if (!prompt.Contains("write questions", StringComparison.Ordinal))
                return reply(prompt);
            if (!asked.Contains(prompt))
                asked.Add(prompt);
            return "How many boats has the harbour of Fernhill? Answer: 8\nWho is the mayor of Fernhill? Answer: Ann";
        };
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var notes = Assert.Single(await _engine.NotesAsync(context)).Notes;
        Assert.Equal(
            [("How many boats has the harbour of Fernhill?", "8"), ("Who is the mayor of Fernhill?", "Ann")],
            notes.Questions.OrderBy(question => question.Order).Select(question => (question.Question, question.Answer)));
        Assert.All(notes.Questions, question => Assert.NotNull(question.LogProbability));
        // Some notes from all over the text, and the sentences behind them: never the text itself.
        var prompt = Assert.Single(asked);
        Assert.Contains("The harbour of Fernhill has 8 boats.", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing else is known", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_KilledBeforeItsNotes_IsNotAskedForItsQuestionsAgain()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        var job = await _engine.EnqueueAsync(context);
        var questions = 0;
        var reply = LongTexts.Reply();
        _engine.Model.Reply = prompt =>
        {
            questions += prompt.Contains("write questions", StringComparison.Ordinal) ? 1 : 0;
            return reply(prompt);
        };
        while ((await _engine.JobAsync(job.Id)).SectionsDone < 6)
            Assert.True(await _engine.StepAsync());
        var checkpoints = _engine.Get<SleepCheckpoints>();
        var task = (await checkpoints.FindNextAsync(CancellationToken.None))!;
        await checkpoints.ClaimAsync(task.Job, CancellationToken.None);
        var stored = new SleepPass
        {
            JobId = job.Id, Kind = SleepPassKind.Questions, Number = 0, Text = "Who is the mayor? Answer: Ann", FinishReason = FinishReason.EndOfText,
            Usage = new TokenUsage(10, 0, 9), Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = _engine.Time.GetUtcNow(),
        };
        Assert.True(await checkpoints.StoreQuestionsAsync(task.Job, [stored], steppedAside: 0, CancellationToken.None));

        await _engine.SleepAsync();

        Assert.Equal(0, questions);
        Assert.Equal("Who is the mayor?", Assert.Single(Assert.Single(await _engine.NotesAsync(context)).Notes.Questions).Question);
    }

    [Fact]
    public async Task LineStruckByHand_WrittenAgain_IsInNoPromptOfItsSection()
    {
        const string Struck = "The harbour of Aldermoor has 3 boats.";
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        await StrikeAsync(context.Id, Struck);
        List<string> prompts = [];
        var reply = LongTexts.Reply();
        _engine.Model.Reply = prompt =>
        {
            prompts.Add(prompt);
            return reply(prompt);
        };

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var given = prompts.Where(prompt => prompt.Contains("Notes:\n", StringComparison.Ordinal)).Select(NotesIn).ToList();
        Assert.Contains(given, notes => notes.Contains("The harbour of Brightwater has 4 boats.", StringComparison.Ordinal));
        Assert.DoesNotContain(given, notes => notes.Contains(Struck, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LineStruckByHand_StrikesWhatRestsOnItInOtherSections()
    {
        // What rests on the harbour's value stands in the notes of another section, which knows nothing of the person's word.
        const string Struck = "Aldermoor has 20 + 11 = 31 boats.";
        const string Resting = "Brightwater has Aldermoor's 31 + 4 = 35 boats.";
        _engine.Model.Reply = prompt => !prompt.Contains("write notes 1", StringComparison.Ordinal) ? "finished"
            : prompt.Contains("The harbour of Aldermoor", StringComparison.Ordinal) ? Struck
            : prompt.Contains("The harbour of Brightwater", StringComparison.Ordinal) ? Resting : "finished";
        var context = await _engine.AddContextAsync(LongTexts.Of("Aldermoor", "Brightwater", "Coldharbour", "Dunmere", "Eastcote", "Fernhill")
            .Replace("of Aldermoor has 3 boats", "of Aldermoor has 20 boats and 11 boats", StringComparison.Ordinal)
            .Replace("of Brightwater has 4 boats", "of Brightwater has 4 more boats than Aldermoor", StringComparison.Ordinal));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        var before = (await _engine.NotesAsync(context))[0].Notes.Lines;
        Assert.Contains(before, line => line.Text == Resting);
        await StrikeAsync(context.Id, Struck);

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var after = (await _engine.NotesAsync(context))[0].Notes.Lines;
        Assert.All(after.Where(line => line.Text is Struck or Resting), line => Assert.True(line.Struck, line.Text));
    }

    [Fact]
    public async Task LineStruckByHand_IsInNoPromptThatCombines()
    {
        await using var engine = new TestEngine(_database, modelReady: false) { ContextLength = 7_000, Profile = "instruct" };
        engine.LoadModel();
        List<string> combined = [];
        engine.Model.Reply = prompt =>
        {
            if (prompt.Contains("Combine what the text", StringComparison.Ordinal))
            {
                combined.Add(prompt);
                return prompt.Contains("Nothing else", StringComparison.Ordinal) ? "finished" : "All towns have boats.";
            }
            return prompt.Contains("Nobody has asked anything yet", StringComparison.Ordinal) && prompt.Contains("Nothing else", StringComparison.Ordinal) ? $"{Town(prompt)} has boats." : "";
        };
        var context = await engine.AddContextAsync(LongTexts.Of([.. Enumerable.Range(1, 16).Select(number => $"Town{number}")]));
        await engine.EnqueueAsync(context);
        await engine.SleepAsync();
        var struck = (await engine.NotesAsync(context))[0].Notes.Lines.MinBy(line => line.Order)!.Text;
        Assert.Contains(combined, prompt => prompt.Contains(struck, StringComparison.Ordinal));
        await StrikeAsync(context.Id, struck, engine);
        combined.Clear();

        await engine.EnqueueAsync(context, force: true);
        await engine.SleepAsync();

        Assert.NotEmpty(combined);
        Assert.DoesNotContain(combined, prompt => prompt.Contains(struck, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ModelThatCombines_MakesNotesOverNotesUntilOnePieceIsLeft()
    {
        await using var engine = new TestEngine(_database, modelReady: false) { ContextLength = 7_000, Profile = "instruct" };
        engine.LoadModel();
        List<string> combined = [];
        engine.Model.Reply = prompt =>
        {
            if (!prompt.Contains("Combine what the text", StringComparison.Ordinal))
                return prompt.Contains("Nobody has asked anything yet", StringComparison.Ordinal) && prompt.Contains("Nothing else", StringComparison.Ordinal) ? $"{Town(prompt)} has boats." : "";
            if (prompt.Contains("Nothing else", StringComparison.Ordinal))
                return "finished";
            if (!combined.Contains(prompt))
                combined.Add(prompt);
            return "All towns have boats.";
        };
        var model = engine.Get<ModelHost>().Require();
        var context = await engine.AddContextAsync(LongTexts.Of([.. Enumerable.Range(1, 16).Select(number => $"Town{number}")]));
        Assert.True(SectionRoom.IsLong(context.Versions[0].Tokens, model));
        var job = await engine.EnqueueAsync(context);

        await engine.SleepAsync();

        Assert.Equal(SleepJobState.Completed, (await engine.JobAsync(job.Id)).State);
        Assert.Contains("has boats.", Assert.Single(combined), StringComparison.Ordinal);
        var lines = Assert.Single(await engine.NotesAsync(context)).Notes.Lines.OrderBy(line => line.Order).ToList();
        Assert.Equal("All towns have boats.", lines[^1].Text);
        Assert.True(lines[^1].Pass > lines[0].Pass);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }

    private async Task StrikeAsync(Guid contextId, string text, TestEngine? on = null)
    {
        var engine = on ?? _engine;
        await using (var database = _database.CreateDbContext())
        {
            var notes = await database.NotesVersions.Include(notes => notes.Lines).SingleAsync(notes => notes.ContextId == contextId);
            await engine.Get<NotesEditor>().EditAsync(
                contextId, notes.Id, [.. notes.Lines.OrderBy(line => line.Order).Select(line => new NoteEdit(line.Id, line.Text, Struck: line.Struck || line.Text == text))], "maya", CancellationToken.None);
        }
        engine.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static string NotesIn(string prompt)
    {
        var from = prompt.IndexOf("Notes:\n", StringComparison.Ordinal);
        return prompt[from..prompt.IndexOf("\n\nTask:", from, StringComparison.Ordinal)];
    }

    private Task<bool> ChooseAsync(Guid contextId, SleepEffort effort) =>
        _engine.Get<SleepSettingsService>().SaveAsync(new ContextSleepSettings { ContextId = contextId, Effort = effort }, CancellationToken.None);

    private static string Town(string prompt) => System.Text.RegularExpressions.Regex.Match(prompt, @"harbour of (\w+)").Groups[1].Value;
}

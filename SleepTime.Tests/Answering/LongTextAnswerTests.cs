using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Sleeping.Sections;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

/// <summary>Questions on a text that is read in sections. A token of the fake model is a byte.</summary>
public sealed class LongTextAnswerTests : IAsyncDisposable
{
    private const string Dunmere = "How many boats has the harbour of Dunmere?";

    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly List<string> _prompts = [];

    public LongTextAnswerTests()
    {
        _engine = LongTexts.Engine(_database);
        var sleeps = LongTexts.Reply();
        _engine.Model.Reply = prompt =>
        {
            if (!prompt.Contains("Question:", StringComparison.Ordinal))
                return sleeps(prompt);
            if (!_prompts.Contains(prompt))
                _prompts.Add(prompt);
            return "Answer: 6";
        };
    }

    [Fact]
    public async Task Ask_InBothModes_GivesTheSectionThatMatchesAndItsNotes()
    {
        var context = await SleptOnAsync();

        var runs = await AskAsync(context, Dunmere, AnswerMode.Standard, AnswerMode.SleepTime);

        Assert.All(runs, run => Assert.Equal((RunState.Completed, 6, true), (run.State, run.Given!.Sections, run.Given.Matched)));
        Assert.Equal([(GivenKind.Section, 4, "Dunmere")], runs[0].Given!.Items.Select(item => (item.Kind, item.Order, item.Label)));
        Assert.Equal([(GivenKind.SectionNotes, 4, 2), (GivenKind.Section, 4, 0)], runs[1].Given!.Items.Select(item => (item.Kind, item.Order, item.Notes)));
        Assert.Null(runs[0].NotesVersionId);
        Assert.Equal((await _engine.NotesAsync(context))[0].Notes.Id, runs[1].NotesVersionId);
        var (standard, sleepTime) = (_prompts.Single(prompt => !prompt.Contains("Notes:", StringComparison.Ordinal)), _prompts.Single(prompt => prompt.Contains("Notes:", StringComparison.Ordinal)));
        Assert.All([standard, sleepTime], prompt => Assert.Contains("The harbour of Dunmere has 6 boats. Nothing else", prompt, StringComparison.Ordinal));
        Assert.Contains("Notes:\nThe harbour of Dunmere has 6 boats.\nDunmere is a harbour.\n", sleepTime, StringComparison.Ordinal);
        Assert.All(LongTexts.Towns.Where(town => town != "Dunmere"), town => Assert.All([standard, sleepTime], prompt => Assert.DoesNotContain(town, prompt, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Ask_ReadAgain_StillTellsWhatItWasGiven()
    {
        var context = await SleptOnAsync();
        var run = Assert.Single(await AskAsync(context, Dunmere, AnswerMode.SleepTime));

        var stored = await _engine.Get<RunHistory>().FindAsync(run.Id, CancellationToken.None);

        Assert.Equal(run.Given!.Items, stored!.Given!.Items);
        await _engine.DeleteAsync(context);
        await using var database = _database.CreateDbContext();
        Assert.Equal((0, 0, 0), (await database.RunGivens.CountAsync(), await database.SectionNotes.CountAsync(), await database.ContextSections.CountAsync()));
    }

    [Fact]
    public async Task Ask_NoWordOfTheText_GivesItsBeginningAndSaysSo()
    {
        var context = await SleptOnAsync();

        var runs = await AskAsync(context, "Quo vadis?", AnswerMode.Standard, AnswerMode.SleepTime);

        Assert.All(runs, run => Assert.False(run.Given!.Matched));
        Assert.Equal("Aldermoor", Assert.Single(runs[0].Given!.Items).Label);
        Assert.Equal([GivenKind.MergedNotes, GivenKind.Section], runs[1].Given!.Items.Select(item => item.Kind));
    }

    [Fact]
    public async Task Ask_BeforeSleep_SleepTimeFailsInWordsAndStandardAnswers()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);
        while ((await _engine.JobAsync((await _engine.Get<SleepQueue>().ListAsync(1, 1, null, context.Id, CancellationToken.None)).Items[0].Id)).SectionsDone < 2)
            await _engine.StepAsync();

        var runs = await AskAsync(context, Dunmere, AnswerMode.Standard, AnswerMode.SleepTime);

        Assert.Equal([RunState.Completed, RunState.Failed], runs.Select(run => run.State));
        Assert.Contains("2 of 6 sections done", runs[1].FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_LineOfASectionStruckByHand_IsNotInThePrompt()
    {
        var context = await SleptOnAsync();
        var notes = (await _engine.NotesAsync(context))[0].Notes;
        await _engine.Get<NotesEditor>().EditAsync(
            context.Id, notes.Id,
            [.. notes.Lines.OrderBy(line => line.Order).Select(line => new NoteEdit(line.Id, line.Text, Struck: line.Text == "Dunmere is a harbour.")), new NoteEdit(null, "The mayor of Dunmere is Ann.", false)],
            "maya", CancellationToken.None);
        Assert.Contains(notes.Lines, line => line.Text == "Dunmere is a harbour.");

        await AskAsync(context, Dunmere, AnswerMode.SleepTime);

        Assert.Contains("Notes:\nThe mayor of Dunmere is Ann.\nThe harbour of Dunmere has 6 boats.\n\n", Assert.Single(_prompts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_StaleNotesWithALineStruckByHand_DoesNotGiveThatLine()
    {
        var context = await SleptOnAsync();
        var notes = (await _engine.NotesAsync(context))[0].Notes;
        await _engine.Get<NotesEditor>().EditAsync(
            context.Id, notes.Id, [.. notes.Lines.OrderBy(line => line.Order).Select(line => new NoteEdit(line.Id, line.Text, Struck: line.Text == "Dunmere is a harbour."))],
            "maya", CancellationToken.None);
        await _engine.EditAsync(context, LongTexts.Of(LongTexts.Towns).Replace("of Fernhill has 8 boats", "of Fernhill has 9 boats", StringComparison.Ordinal));

        var asked = await _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = Dunmere, Modes = [AnswerMode.SleepTime], Owner = TestEngine.Owner, StaleNotes = true }, CancellationToken.None);
        var run = await _engine.EndOfAsync(Assert.Single(asked.Runs));

        Assert.Equal(RunState.Completed, run.State);
        Assert.Contains("Notes:\nThe harbour of Dunmere has 6 boats.\n\n", Assert.Single(_prompts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_AQuestionThatSleepExpectedOnTheWhole_IsAnsweredAtOnce()
    {
        var reply = _engine.Model.Reply;
        _engine.Model.Reply = prompt => prompt.Contains("write questions", StringComparison.Ordinal) ? $"{Dunmere} Answer: 6" : reply(prompt);
        var context = await SleptOnAsync();

        var asked = await _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = Dunmere, Modes = [AnswerMode.SleepTime], Owner = TestEngine.Owner, Instant = true }, CancellationToken.None);

        var run = Assert.Single(asked.Runs);
        Assert.Equal((RunState.Completed, "Answer: 6"), (run.State, run.Answer));
        Assert.NotNull(run.ExpectedQuestionId);
        Assert.Empty(_prompts);
    }

    [Fact]
    public async Task Ask_QuestionThatLeavesNoRoom_IsRefusedAsTooLong()
    {
        var context = await SleptOnAsync();

        await Assert.ThrowsAsync<PromptTooLongException>(() => AskAsync(context, $"{Dunmere} {new string('x', 1_400)}", AnswerMode.SleepTime));
    }

    [Fact]
    public async Task Ask_ModelThatReadsSeveralSections_GivesTheBestInTheOrderOfTheTextUnderTheirNames()
    {
        await using var engine = new TestEngine(_database, modelReady: false) { ContextLength = 7_000, Profile = "instruct" };
        engine.LoadModel();
        engine.Model.Reply = prompt =>
        {
            _prompts.Add(prompt);
            return "Answer: 6";
        };
        var context = await engine.AddContextAsync(LongTexts.Of([.. Enumerable.Range(1, 30).Select(number => $"Town{number}")]));

        var asked = await engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many boats have Town23 and Town2?", Modes = [AnswerMode.Standard], Owner = TestEngine.Owner }, CancellationToken.None);
        var run = await engine.EndOfAsync(asked.Runs[0]);

        var items = run.Given!.Items;
        Assert.True(items.Count > 1);
        Assert.Equal(items.Select(item => item.Order).Order(), items.Select(item => item.Order));
        Assert.All(items, item => Assert.Contains($"[{item.Label}]\n", _prompts[0], StringComparison.Ordinal));
        Assert.Contains("harbour of Town23 has", _prompts[0], StringComparison.Ordinal);
        Assert.Contains("harbour of Town2 has", _prompts[0], StringComparison.Ordinal);
        Assert.InRange(FakeTokens(_prompts[0]) + run.MaxTokens, 1, engine.Get<ModelHost>().Require().ContextLength);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }

    private static int FakeTokens(string prompt) => System.Text.Encoding.UTF8.GetByteCount(prompt);

    private async Task<Context> SleptOnAsync()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        return context;
    }

    private async Task<IReadOnlyList<Run>> AskAsync(Context context, string question, params AnswerMode[] modes)
    {
        var asked = await _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = question, Modes = modes, Verbosity = 0, Owner = TestEngine.Owner }, CancellationToken.None);
        return [.. await Task.WhenAll(asked.Runs.Select(_engine.EndOfAsync))];
    }
}

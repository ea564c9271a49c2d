using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

public sealed class AnswerServiceTests : IAsyncDisposable
{
    private static readonly AnswerMode[] _both = [AnswerMode.Standard, AnswerMode.SleepTime];

    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public AnswerServiceTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Ask_Standard_IsAnsweredAndStoredWithItsNumbers()
    {
        _engine.Model.Reply = _ => "Maya has 3.\nAnswer: 3";
        var context = await _engine.AddContextAsync();

        var asked = await _engine.AskAsync(context, AnswerMode.Standard);

        Assert.Null(asked.ComparisonId);
        var ended = await _engine.EndOfAsync(asked.Runs[0]);
        Assert.Equal((RunState.Completed, "Maya has 3.\nAnswer: 3", FinishReason.EndOfText), (ended.State, ended.Answer, ended.FinishReason));
        Assert.Equal(22, ended.Usage!.CompletionTokens);
        Assert.NotNull(ended.Timings);
        var stored = await StoredAsync(ended.Id);
        Assert.Equal((ended.Answer, ended.Usage, ended.Timings), (stored.Answer, stored.Usage, stored.Timings));
        Assert.Equal((context.Versions[0].Id, null), (stored.ContextVersionId, stored.NotesVersionId));
        Assert.Equal((96, "fake@000000000000"), (stored.MaxTokens, stored.ModelId));
    }

    [Fact]
    public async Task Ask_BothModes_SharesComparisonTextAndSettings()
    {
        var context = await _engine.AddContextAsync();
        var notes = await _engine.AddNotesAsync(context, "Maya has 3.");

        var asked = await _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = " How many? ", Modes = [AnswerMode.SleepTime, AnswerMode.Standard], Verbosity = 2, Temperature = 0.7f, Owner = "Ann" },
            CancellationToken.None);

        Assert.Equal([AnswerMode.SleepTime, AnswerMode.Standard], asked.Runs.Select(run => run.Mode));
        Assert.NotNull(asked.ComparisonId);
        var (first, second) = (await _engine.EndOfAsync(asked.Runs[0]), await _engine.EndOfAsync(asked.Runs[1]));
        Assert.Equal((asked.ComparisonId, "How many?", 2, 0.7f, 160, "Ann"), (first.ComparisonId, first.Question, first.Verbosity, first.Temperature, first.MaxTokens, first.Owner));
        Assert.Equal(
            (first.ComparisonId, first.Question, first.Verbosity, first.Temperature, first.Seed, first.MaxTokens),
            (second.ComparisonId, second.Question, second.Verbosity, second.Temperature, second.Seed, second.MaxTokens));
        Assert.NotNull(first.Seed);
        Assert.Equal((notes.Id, null), (first.NotesVersionId, second.NotesVersionId));
        Assert.Equal([AnswerMode.Standard, AnswerMode.SleepTime], (await _engine.Get<RunHistory>().FindComparisonAsync(asked.ComparisonId!.Value, CancellationToken.None)).Select(run => run.Mode));
    }

    [Fact]
    public async Task Ask_AQuestionWhoseAnswerTheSampleKnows_IsScoredAgainstItUnlessAPersonGaveAnother()
    {
        var context = await _engine.AddContextAsync();
        await using (var database = _database.CreateDbContext())
        {
            database.Add(new SuggestedQuestion { ContextId = context.Id, Order = 0, Text = "How many?", ExpectedAnswer = "3" });
            await database.SaveChangesAsync();
        }

        Task<AskResult> AskAsync(string question, string? expected) => _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = question, Modes = [AnswerMode.Standard], ExpectedAnswer = expected, Owner = "Ann" }, CancellationToken.None);

        Assert.Equal("3", (await AskAsync(" How many? ", null)).Runs[0].ExpectedAnswer);
        Assert.Equal("4", (await AskAsync("How many?", "4")).Runs[0].ExpectedAnswer);
        Assert.Null((await AskAsync("How many now?", " ")).Runs[0].ExpectedAnswer);
    }

    [Fact]
    public async Task Ask_Greedy_DrawsNoSeed()
    {
        var asked = await _engine.AskAsync(await _engine.AddContextAsync(), AnswerMode.Standard);

        Assert.Null(asked.Runs[0].Seed);
    }

    [Fact]
    public async Task Ask_FromNotes_PutsTheNotesIntoThePromptButNoStruckOne()
    {
        string? prompt = null;
        _engine.Model.Reply = asked =>
        {
            prompt = asked;
            return "Answer: 3";
        };
        var context = await _engine.AddContextAsync("Maya has some.");
        await _engine.AddNotesAsync(context, "Maya has 3.", "!Maya has 9.", "Leo has 4.");

        var asked = await _engine.AskAsync(context, AnswerMode.SleepTime);

        await _engine.EndOfAsync(asked.Runs[0]);
        Assert.Contains("Maya has some.\n\nNotes:\nMaya has 3.\nLeo has 4.\n\nQuestion: How many marbles has Maya?", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_BothModesWithoutNotes_FailsTheOneAndAnswersTheOther()
    {
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);

        var asked = await _engine.AskAsync(context, _both);

        Assert.Equal(RunState.Completed, (await _engine.EndOfAsync(asked.Runs[0])).State);
        var failed = await _engine.EndOfAsync(asked.Runs[1]);
        Assert.Equal((RunState.Failed, null, null), (failed.State, failed.Usage, failed.NotesVersionId));
        Assert.Contains("A sleep job waits", failed.FailureReason, StringComparison.Ordinal);
        Assert.Equal(asked.ComparisonId, failed.ComparisonId);
    }

    [Fact]
    public async Task Ask_NotesOfAnOlderText_FailsAndSaysThatTheyAreStale()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, "Maya has 3.");
        await _engine.EditAsync(context, "Maya has 5 marbles.");

        var asked = await _engine.AskAsync(context, AnswerMode.SleepTime);

        Assert.Contains("stale", (await _engine.EndOfAsync(asked.Runs[0])).FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_EveryNoteStruck_FailsAndSaysSo()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, "!Maya has 9.");

        var asked = await _engine.AskAsync(context, AnswerMode.SleepTime);

        Assert.Contains("no line to answer from", (await _engine.EndOfAsync(asked.Runs[0])).FailureReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_NotesOfTwoSleeps_TakesTheNewest()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, "Maya has 3.");
        _engine.Time.Advance(TimeSpan.FromMinutes(1));
        var newest = await _engine.AddNotesAsync(context, "Maya has three.");

        Assert.Equal(newest.Id, (await _engine.AskAsync(context, AnswerMode.SleepTime)).Runs[0].NotesVersionId);
    }

    [Fact]
    public async Task Ask_OnePromptDoesNotFit_StoresAndStartsNothing()
    {
        // The text fits, text and notes do not.
        var context = await _engine.AddContextAsync(new string('x', _engine.Get<ModelHost>().Require().Prompts.TextLimit(8_192)));
        await _engine.AddNotesAsync(context, new string('y', 1_500));

        var refused = await Assert.ThrowsAsync<PromptTooLongException>(() => _engine.AskAsync(context, _both));

        Assert.Equal((96, 8_192), (refused.MaxTokens, refused.ContextLength));
        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task Ask_ForMoreTokensThanThereAre_StoresAndStartsNothing()
    {
        var request = new AskRequest
        {
            ContextId = (await _engine.AddContextAsync()).Id, Question = "How many?", Modes = [AnswerMode.Standard], MaxTokens = int.MaxValue, Owner = "local",
        };

        var refused = await Assert.ThrowsAsync<PromptTooLongException>(() => _engine.Get<AnswerService>().AskAsync(request, CancellationToken.None));

        Assert.Equal((int.MaxValue, 8_192), (refused.MaxTokens, refused.ContextLength));
        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task Ask_QueueHasRoomForOnlyHalf_StoresAndQueuesNothing()
    {
        await using var engine = new TestEngine(_database, settings: [("Generation:MaxWaitingQuestions", "2"), ("Generation:MaxSequences", "2"), ("Generation:MaxResidentPrefixes", "0")]);
        var context = await engine.AddContextAsync();
        await engine.AddNotesAsync(context, "Maya has 3.");
        using var busy = new Breakpoint(engine.Model, at: 1);
        var running = (await engine.AskAsync(context, AnswerMode.Standard)).Runs[0];
        await busy.Reached;
        var waiting = (await engine.AskAsync(context, AnswerMode.Standard)).Runs[0];

        await Assert.ThrowsAsync<QueueFullException>(() => engine.AskAsync(context, _both));

        Assert.Equal(1, engine.Get<GenerationService>().Load.Waiting[(int)GenerationClass.Question]);
        await using var database = _database.CreateDbContext();
        Assert.Equal([running.Id, waiting.Id], await database.Runs.Select(run => run.Id).Order().ToListAsync());
    }

    [Theory]
    [InlineData("MaxWaitingQuestions")]
    [InlineData("MaxWaitingQuestionsPerOwner")]
    public async Task Ask_AComparisonWhereOnlyOneMayEverWait_IsRefusedWithoutBeingToldToTryAgain(string setting)
    {
        await using var engine = new TestEngine(_database, settings: ($"Generation:{setting}", "1"));
        var context = await engine.AddContextAsync();
        await engine.AddNotesAsync(context, "Maya has 3.");

        var refused = await Assert.ThrowsAsync<TooManyAtOnceException>(() => engine.AskAsync(context, _both));

        Assert.Equal((2, 1), (refused.Count, refused.Limit));
        Assert.EndsWith($"raise SleepTime:Generation:{setting}.", refused.Message, StringComparison.Ordinal);
        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task Ask_OneAskersPartOfTheQueueIsFull_AnotherIsTakenAndBothOwnersStay()
    {
        await using var engine = new TestEngine(_database, settings: [("Generation:MaxWaitingQuestionsPerOwner", "1"), ("Generation:MaxSequences", "2")]);
        var context = await engine.AddContextAsync();
        using var busy = new Breakpoint(engine.Model, at: 1);
        await AskAsAsync("tab 1");
        await busy.Reached;
        await AskAsAsync("tab 1");

        var refused = await Assert.ThrowsAsync<QueueFullException>(() => AskAsAsync("tab 1"));
        var taken = await AskAsAsync("tab 2");

        Assert.True(refused.OfOneOwner);
        Assert.Equal("Ann", (await StoredAsync(taken.Runs[0].Id)).Owner);

        Task<AskResult> AskAsAsync(string asker) => engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard], Owner = "Ann", Asker = asker }, CancellationToken.None);
    }

    [Fact]
    public async Task Ask_NoSuchContext_IsRefused() =>
        await Assert.ThrowsAsync<ContextNotFoundException>(() => _engine.AskAsync(new() { Title = "Gone", Owner = "local", CreatedAt = default }, AnswerMode.Standard));

    [Fact]
    public async Task Ask_NoModel_IsRefused()
    {
        await using var engine = new TestEngine(_database, modelReady: false);
        var context = await engine.AddContextAsync();

        await Assert.ThrowsAsync<ModelNotReadyException>(() => engine.AskAsync(context, AnswerMode.Standard));

        await AssertNothingHappenedAsync();
    }

    [Fact]
    public async Task Ask_TheCallerLeaves_TheRunGoesOn()
    {
        using var leaves = new CancellationTokenSource();
        var context = await _engine.AddContextAsync();
        using var asking = new Breakpoint(_engine.Model, at: 1);
        var asked = await _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard], Owner = "local" }, leaves.Token);
        await asking.Reached;

        await leaves.CancelAsync();
        asking.GoOn();

        Assert.Equal(RunState.Completed, (await _engine.EndOfAsync(asked.Runs[0])).State);
    }

    private async Task<Run> StoredAsync(Guid id) =>
        await _engine.Get<RunHistory>().FindAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("The run was not stored.");

    private async Task AssertNothingHappenedAsync()
    {
        await using var database = _database.CreateDbContext();
        Assert.Equal(0, await database.Runs.CountAsync());
        Assert.True(_engine.Get<GenerationService>().Load.IsIdle);
        Assert.Equal(0, _engine.Model.Context!.Decodes);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

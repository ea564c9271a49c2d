using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Gating;

/// <summary>What comparisons teach the gate, and what they must not.</summary>
public sealed class ExperienceReaderTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public ExperienceReaderTests() => _engine = new TestEngine(_database);

    private HostedModel Model => _engine.Get<ModelHost>().Require();

    [Fact]
    public async Task Read_StandardDoesNotKnowOrIsCutOff_ItsCheapAnswerIsNoStandardForSavings()
    {
        var context = await _engine.AddContextAsync();
        var notes = (await _engine.AddNotesAsync(context, "Maya has 3.")).Id;
        for (var i = 0; i < 3; i++)
            await CompareAsync(context, notes, (AnswerOutcome.Unknown, 5), (AnswerOutcome.Given, 8));
        await CompareAsync(context, notes, (AnswerOutcome.Given, 90), (AnswerOutcome.CutOff, 4));

        var before = await ReadAsync();
        await CompareAsync(context, notes, (AnswerOutcome.Given, 40), (AnswerOutcome.Given, 6));
        await CompareAsync(context, notes, (AnswerOutcome.Unknown, 20), (AnswerOutcome.Unknown, 6));
        var after = await ReadAsync();

        Assert.Equal((0, null), (before.Comparisons, before.StandardTokens));
        Assert.Equal((2, 30d, 6d), (after.Comparisons, after.StandardTokens, after.SleepTimeTokens));
    }

    [Fact]
    public async Task BreakEven_OneSideDoesNotKnow_IsNoComparisonOfIt()
    {
        var context = await _engine.AddContextAsync();
        var notes = (await _engine.AddNotesAsync(context, "Maya has 3.")).Id;
        await CompareAsync(context, notes, (AnswerOutcome.Unknown, 5), (AnswerOutcome.Given, 8));
        await CompareAsync(context, notes, (AnswerOutcome.Given, 40), (AnswerOutcome.CutOff, 8));
        await CompareAsync(context, notes, (AnswerOutcome.Given, 40), (AnswerOutcome.Given, 8));

        var found = await _engine.Get<BreakEvenService>().FindAsync(context.Id, TestContext.Current.CancellationToken);

        Assert.Equal((2, 1), (found!.Questions, found.Comparisons)); // what was cut off saved nothing
        Assert.Equal((40d, 8d), (found.Measured!.StandardTokens, found.Measured.SleepTimeTokens));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Read_JobsOfWhateverEffort_CountsTheirTokensByThePass(int passes)
    {
        var context = await _engine.AddContextAsync("Maya has 3 marbles. Leo has 4 marbles.");
        _engine.Model.Reply = prompt => prompt.Contains("write notes", StringComparison.Ordinal) ? $"Pass {prompt[prompt.IndexOf("write notes ", StringComparison.Ordinal) + 12]} of Maya." : "";
        await _engine.EnqueueAsync(context, passes: passes);
        await _engine.SleepAsync();

        var experience = await ReadAsync();

        var tokens = (await _engine.NotesAsync(context))[0].Notes.Usage.CompletionTokens;
        Assert.Equal((double)tokens / passes / context.Versions[0].Tokens, experience.SleepCost.Whole!.Value, 9);
        Assert.Equal(tokens, SleepForecast.Of(new SleepPolicy(), null, new SectionEffort(passes, 1), new TextHistory(context.Versions[0].Tokens, 0, 0, null), experience).SleepTokens, 6);
    }

    [Fact]
    public async Task Read_NotesOfAnotherModel_ItsLogProbabilitiesAreNotComparedWithThisOnes()
    {
        var context = await _engine.AddContextAsync();
        var notes = await _engine.AddNotesAsync(context, "Maya has 3.");
        await using var database = _database.CreateDbContext();
        database.Add(new ExpectedQuestion { NotesVersionId = notes.Id, Order = 0, Question = "How many has Maya?", Answer = "3", LogProbability = -0.2 });
        await database.SaveChangesAsync(TestContext.Current.CancellationToken);

        Assert.Equal(-0.2, (await OfTextAsync(Model.Id)).LogProbability);
        Assert.Null((await OfTextAsync("another@1")).LogProbability);

        Task<TextHistory> OfTextAsync(string model) => _engine.Get<ExperienceReader>().ReadAsync(context.Id, context.Versions[0].Id, model, TestContext.Current.CancellationToken);
    }

    private Task<SleepExperience> ReadAsync() => _engine.Get<ExperienceReader>().ReadAsync(Model, TestContext.Current.CancellationToken);

    private async Task CompareAsync(Context context, Guid notes, (AnswerOutcome Outcome, int Tokens) standard, (AnswerOutcome Outcome, int Tokens) sleepTime)
    {
        var comparison = Guid.CreateVersion7();
        await using var database = _database.CreateDbContext();
        database.AddRange(NewRun(AnswerMode.Standard, standard), NewRun(AnswerMode.SleepTime, sleepTime));
        await database.SaveChangesAsync();

        Run NewRun(AnswerMode mode, (AnswerOutcome Outcome, int Tokens) end) => new()
        {
            ContextId = context.Id, ContextVersionId = context.Versions[0].Id, NotesVersionId = mode == AnswerMode.SleepTime ? notes : null, ComparisonId = comparison, Mode = mode,
            Question = "How many?", Verbosity = 1, Temperature = 0, MaxTokens = 32, Owner = "local", ModelId = Model.Id, PromptVersion = Model.Prompts.Version,
            State = RunState.Completed, Outcome = end.Outcome, Usage = new TokenUsage(40, 20, end.Tokens), Timings = new GenerationTimings(1, 5, 20, 100), CreatedAt = _engine.Time.GetUtcNow(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

public sealed class InstantAnswerTests : IAsyncDisposable
{
    private const string Expected = "How many marbles has Maya?";

    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private bool _answered;

    public InstantAnswerTests()
    {
        _engine = new TestEngine(_database);
        _engine.Model.Reply = prompt =>
        {
            _answered |= prompt.Contains("Question:", StringComparison.Ordinal);
            return prompt.Contains("write questions", StringComparison.Ordinal) ? $"{Expected} Answer: 3" : "Maya has 3.";
        };
    }

    [Fact]
    public async Task Ask_WhatSleepExpected_IsAnsweredAtOnceAndSaysSo()
    {
        var context = await SleptAsync();

        var run = (await AskAsync(context, AnswerMode.SleepTime)).Runs[0];

        Assert.Equal((RunState.Completed, "Answer: 3", 0), (run.State, run.Answer, run.Usage!.CompletionTokens));
        var expected = (await _engine.NotesAsync(context))[0].Notes.Questions[0];
        Assert.Equal(expected.Id, run.ExpectedQuestionId);
        Assert.False(_answered);
        Assert.Equal("Answer: 3", (await _engine.EndOfAsync(run)).Answer);
    }

    [Fact]
    public async Task Ask_AComparison_IsAnsweredByTheModelInBothModes()
    {
        var context = await SleptAsync();

        var result = await AskAsync(context, AnswerMode.Standard, AnswerMode.SleepTime);

        foreach (var run in result.Runs)
            Assert.Null((await _engine.EndOfAsync(run)).ExpectedQuestionId);
        Assert.True(_answered);
    }

    [Fact]
    public async Task Ask_TheOrdinaryRun_IsAnsweredByTheModel()
    {
        var context = await SleptAsync();

        var run = (await AskAsync(context, instant: false, AnswerMode.SleepTime)).Runs[0];

        Assert.Null((await _engine.EndOfAsync(run)).ExpectedQuestionId);
        Assert.True(_answered);
    }

    [Fact]
    public async Task Ask_ThePolicyHasNone_IsAnsweredByTheModel()
    {
        var context = await SleptAsync();
        await _engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { InstantAnswers = false }, CancellationToken.None);

        Assert.Null((await AskAsync(context, AnswerMode.SleepTime)).Runs[0].ExpectedQuestionId);
    }

    [Fact]
    public async Task Ask_AfterAnEdit_IsNotAnsweredFromTheOldNotes()
    {
        var context = await SleptAsync();
        await _engine.EditAsync(context, "Maya has 5 marbles.");

        var run = (await AskAsync(context, AnswerMode.SleepTime)).Runs[0];

        Assert.Equal((RunState.Failed, null), (run.State, run.ExpectedQuestionId));
    }

    [Fact]
    public async Task Ask_StaleNotesOnRequest_AnswersFromThemThroughTheModelAndSaysWhich()
    {
        var context = await SleptAsync();
        await _engine.EditAsync(context, "Maya has 5 marbles.");
        var request = new AskRequest { ContextId = context.Id, Question = Expected, Modes = [AnswerMode.SleepTime], Owner = TestEngine.Owner, StaleNotes = true };

        var run = await _engine.EndOfAsync((await _engine.Get<AnswerService>().AskAsync(request, CancellationToken.None)).Runs[0]);

        var stale = Assert.Single(await _engine.NotesAsync(context));
        Assert.True(stale.Stale);
        Assert.Equal((RunState.Completed, stale.Notes.Id, null), (run.State, run.NotesVersionId, run.ExpectedQuestionId));
        Assert.True(_answered);
    }

    [Theory]
    [InlineData(0.0001, true)]
    [InlineData(1.0, false)]
    [InlineData(0.0, false)]
    [InlineData(null, false)]
    public async Task Ask_InOtherWords_IsAnsweredAtOnceWhenTheModelScoresItHighEnough(double? least, bool instant)
    {
        var context = await SleptAsync();
        await _engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { InstantScore = least }, CancellationToken.None);

        var run = (await AskAsync(context, "What is the number of marbles that Maya has?")).Runs[0];

        Assert.Equal(instant, run.ExpectedQuestionId is not null);
        Assert.Equal(instant ? "Answer: 3" : "Maya has 3.", (await _engine.EndOfAsync(run)).Answer);
    }

    [Fact]
    public async Task Ask_AnotherQuestionAltogether_IsNotScored()
    {
        var context = await SleptAsync();
        await _engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { InstantScore = 0.0001 }, CancellationToken.None);

        Assert.Null((await AskAsync(context, "Why?")).Runs[0].ExpectedQuestionId);
    }

    private Task<AskResult> AskAsync(Context context, string question) =>
        _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = question, Modes = [AnswerMode.SleepTime], Owner = TestEngine.Owner }, CancellationToken.None);

    private async Task<Context> SleptAsync()
    {
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        return context;
    }

    private Task<AskResult> AskAsync(Context context, params AnswerMode[] modes) => AskAsync(context, instant: true, modes);

    private Task<AskResult> AskAsync(Context context, bool instant, params AnswerMode[] modes) =>
        _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "how many marbles has Maya", Modes = modes, Owner = TestEngine.Owner, Instant = instant }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

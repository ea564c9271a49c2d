using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class AskFormTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void FindProblem_NothingTyped_SaysWhatToDo(string question) =>
        Assert.Equal("Type a question first.", new AskForm { Question = question }.FindProblem());

    [Fact]
    public void FindProblem_TooLong_NamesSizeAndLimit()
    {
        var problem = new AskForm { Question = new string('x', 4001) }.FindProblem();
        Assert.Contains("4,001", problem, StringComparison.Ordinal);
        Assert.Contains("4,000", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ToRequest_BothModes_AsksStandardFirst()
    {
        var request = new AskForm { Question = " How many? ", Verbosity = 2 }.ToRequest(Guid.CreateVersion7());

        Assert.Equal([AnswerMode.Standard, AnswerMode.SleepTime], request.Modes);
        Assert.Equal("How many?", request.Question);
        Assert.Equal(2, request.Verbosity);
    }

    [Fact]
    public void Take_SingleRun_KeepsItsMode()
    {
        var form = new AskForm();
        form.Take([RunBuilder.New(AnswerMode.SleepTime)]);

        Assert.Equal(ModeChoice.SleepTime, form.Mode);
        Assert.Equal("How many?", form.Question);
    }

    [Fact]
    public void Take_Comparison_AsksBoth()
    {
        var form = new AskForm { Mode = ModeChoice.Standard };
        form.Take([RunBuilder.New(AnswerMode.Standard), RunBuilder.New(AnswerMode.SleepTime)]);

        Assert.Equal(ModeChoice.Both, form.Mode);
    }

    [Theory]
    [InlineData(null, "And Leo?")]
    [InlineData("Who has none?", "Who has none?")]
    public void Begin_AfterAFollowUp_FollowsNothingAndKeepsWhatWasTyped(string? question, string expected)
    {
        var form = new AskForm();
        form.Follow([RunBuilder.New(AnswerMode.Standard)]);
        form.Question = "And Leo?";

        form.Begin(question, contextId: null);

        Assert.Null(form.FollowsRunId);
        Assert.Equal(expected, form.Question);
    }

    [Theory]
    [InlineData("And on Tuesday?", "And on Tuesday?")]
    [InlineData(" How many? ", "")] // as it was taken over
    public void Follow_AfterTake_BeginsWithWhatWasTypedSince(string question, string expected)
    {
        var form = new AskForm();
        var run = RunBuilder.New(AnswerMode.Standard);
        form.Take([run]);
        form.Question = question;

        form.Follow([run]);

        Assert.Equal(expected, form.Question);
        Assert.Equal(run.Id, form.FollowsRunId);
    }

    [Fact]
    public void Repeat_Comparison_KeepsEverySetting()
    {
        var standard = Asked(AnswerMode.Standard);

        var request = AskForm.Repeat([standard, Asked(AnswerMode.SleepTime)]);

        Assert.Equal(standard.ContextId, request.ContextId);
        Assert.Equal("How many?", request.Question);
        Assert.Equal([AnswerMode.Standard, AnswerMode.SleepTime], request.Modes);
        Assert.Equal((3, 0.7f, 41u, 96), (request.Verbosity, request.Temperature, request.Seed, request.MaxTokens));
    }

    [Fact]
    public void ToRequest_AnotherQuestionThanTheOneTakenOver_IsNotScoredAgainstItsAnswer()
    {
        var asked = Asked(AnswerMode.Standard);
        asked.ExpectedAnswer = "29";
        var form = new AskForm();
        form.Take([asked]);

        var same = form.ToRequest(asked.ContextId).ExpectedAnswer;
        form.Question = "Who has none?";
        var other = (form.ToRequest(asked.ContextId).ExpectedAnswer, MoreSettingsWords.Describe(form));
        form.Expected = "Maya";

        Assert.Equal("29", same);
        Assert.Equal("", other.ExpectedAnswer);
        Assert.DoesNotContain("29", other.Item2, StringComparison.Ordinal);
        Assert.Equal("Maya", form.ToRequest(asked.ContextId).ExpectedAnswer);
    }

    [Fact]
    public void Begin_OnAnotherContext_ForgetsTheExpectedAnswerThatWasTakenOver()
    {
        var asked = RunBuilder.New(AnswerMode.Standard);
        asked.ExpectedAnswer = "29";
        var (same, other, typed) = (new AskForm(), new AskForm(), new AskForm());
        foreach (var form in (AskForm[])[same, other, typed])
            form.Take([asked]);
        typed.Expected = "31";

        same.Begin(question: null, asked.ContextId);
        other.Begin(question: null, Guid.CreateVersion7());
        typed.Begin(question: null, Guid.CreateVersion7());

        Assert.Equal("29", same.ToRequest(asked.ContextId).ExpectedAnswer);
        Assert.Equal("", other.Expected);
        Assert.Equal("31", typed.Expected);
    }

    private static Run Asked(AnswerMode mode) => new()
    {
        ContextId = Guid.CreateVersion7(), ContextVersionId = Guid.CreateVersion7(), Mode = mode, Question = "How many?",
        Verbosity = 3, Temperature = 0.7f, Seed = 41, MaxTokens = 96,
        Owner = "local", ModelId = "fake", PromptVersion = "tiny@1", CreatedAt = DateTimeOffset.UnixEpoch,
    };
}

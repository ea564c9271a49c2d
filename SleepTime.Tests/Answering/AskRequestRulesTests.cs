using SleepTime.Engine.Answering;

namespace SleepTime.Tests.Answering;

public sealed class AskRequestRulesTests
{
    private static readonly AskRequest _good = new() { ContextId = Guid.NewGuid(), Question = "How many?", Modes = [AnswerMode.Standard], Owner = "local" };

    public static TheoryData<AskRequest, string> Bad => new()
    {
        { _good with { Question = "" }, "question" },
        { _good with { Question = " \n\t" }, "question" },
        { _good with { Question = new string('x', AskRequest.MaxQuestionLength + 1) }, "question" },
        { _good with { Modes = [] }, "modes" },
        { _good with { Modes = [AnswerMode.Standard, AnswerMode.Standard] }, "modes" },
        { _good with { Modes = [(AnswerMode)7] }, "modes" },
        { _good with { Verbosity = -1 }, "verbosity" },
        { _good with { Verbosity = 5 }, "verbosity" },
        { _good with { Temperature = -0.1f }, "temperature" },
        { _good with { Temperature = 2.1f }, "temperature" },
        { _good with { Temperature = float.NaN }, "temperature" },
        { _good with { MaxTokens = 0 }, "maxTokens" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Check_AFieldOutOfRange_NamesIt(AskRequest request, string field)
    {
        var refused = Assert.Throws<InvalidQuestionException>(() => AskRequestRules.Check(request));

        Assert.Equal(field, refused.Field);
    }

    [Fact]
    public void Check_TooLong_NamesSizeAndLimit()
    {
        var refused = Assert.Throws<InvalidQuestionException>(() => AskRequestRules.Check(_good with { Question = new string('x', 4_500) }));

        Assert.Contains("4,500", refused.Message, StringComparison.Ordinal);
        Assert.Contains("4,000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_EverythingAtItsLimit_Passes()
    {
        var request = _good with
        {
            Question = new string('x', AskRequest.MaxQuestionLength), Modes = [AnswerMode.SleepTime, AnswerMode.Standard], Verbosity = 4, Temperature = 2, MaxTokens = 1,
        };

        Assert.Null(Record.Exception(() => AskRequestRules.Check(request)));
    }
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;

namespace SleepTime.Tests.Answering.Feedback;

public sealed class BlindSidesTests
{
    [Fact]
    public void Arrange_ManyComparisons_PutsEachModeFirstAboutAsOften()
    {
        var first = Enumerable.Range(0, 400).Count(_ => BlindSides.Arrange(Pair(blind: true))[0].Mode == AnswerMode.Standard);
        Assert.InRange(first, 140, 260);
    }

    [Fact]
    public void Arrange_AnotherTime_IsTheSame()
    {
        var runs = Pair(blind: true);
        Assert.Equal(BlindSides.Arrange(runs), BlindSides.Arrange(runs));
    }

    [Fact]
    public void Arrange_NotBlind_LeavesStandardFirst() => Assert.Equal(AnswerMode.Standard, BlindSides.Arrange(Pair(blind: false))[0].Mode);

    private static IReadOnlyList<Run> Pair(bool blind)
    {
        var id = Guid.CreateVersion7();
        return [New(AnswerMode.Standard), New(AnswerMode.SleepTime)];

        Run New(AnswerMode mode) => new()
        {
            ComparisonId = id, ContextId = Guid.Empty, ContextVersionId = Guid.Empty, Mode = mode, Question = "How many?", Verbosity = 1, Temperature = 0,
            MaxTokens = 9, Owner = "local", ModelId = "m", PromptVersion = "p", IsBlind = blind, CreatedAt = DateTimeOffset.UnixEpoch,
        };
    }
}

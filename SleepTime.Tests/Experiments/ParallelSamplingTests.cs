using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Tests.Experiments;

public sealed class ParallelSamplingTests
{
    private static readonly Arm _arm = new(AnswerMode.SleepTime, 0, 3, 1);

    [Theory]
    [InlineData(1, 10, 3, 0.3)]
    [InlineData(2, 4, 1, 0.5)] // 1 − C(3,2)/C(4,2)
    [InlineData(3, 5, 2, 0.9)] // 1 − C(3,3)/C(5,3)
    [InlineData(5, 5, 0, 0)]
    [InlineData(5, 5, 1, 1)]
    public void PassAt_KnownDraws_IsTheirChance(int k, int n, int c, double chance) => Assert.Equal(chance, ParallelSampling.PassAt(k, n, c), 1e-12);

    [Fact]
    public void Of_ThreeAnswersToTwoQuestions_TellsOracleAndMajorityApart()
    {
        var points = ParallelSampling.Of(
            [_arm],
            [
                Cell("a", 0, "7", right: true), Cell("a", 1, "8", right: false), Cell("a", 2, "8", right: false),
                Cell("b", 0, "5", right: true), Cell("b", 1, "5", right: true), Cell("b", 2, null, right: false),
            ]);

        Assert.Equal([1, 2, 3], points.Select(point => point.Samples));
        var three = points[^1];
        Assert.Equal((30, 1, 0.5, 2), (three.Tokens, three.PassAtK, three.Majority, three.Questions));
        Assert.Equal(0.5, points[0].PassAtK, 1e-12); // (1/3 + 2/3) / 2
    }

    [Theory]
    [InlineData("18.", "$18", "18", "17", "17.")]
    [InlineData("1,300", "1300.00", "€1300", "13", "13")]
    [InlineData("Team Green", "team  green.", "“Team Green”", "Team Red", "Team Red")]
    public void Of_OneAnswerWrittenInSeveralWays_HasAllItsVotes(params string[] given) =>
        Assert.Equal(1, ParallelSampling.Of([_arm], [.. given.Select((text, repeat) => Cell("a", repeat, text, right: repeat < 3))])[^1].Majority);

    [Fact]
    public void Of_FailedAnswers_AreNoAnswers()
    {
        var points = ParallelSampling.Of([_arm], [Cell("a", 0, "7", right: true), Cell("a", 1, null, right: false, failed: true)]);

        Assert.Equal((1, 1), (Assert.Single(points).Samples, points[0].PassAtK));
    }

    [Fact]
    public void Of_NothingYet_HasNoPoint() => Assert.Empty(ParallelSampling.Of([_arm], []));

    private static ExperimentCell Cell(string question, int repeat, string? given, bool right, bool failed = false) => new(question, "", _arm, repeat, failed, right, 0, 0, 10, 1) { Given = given };
}

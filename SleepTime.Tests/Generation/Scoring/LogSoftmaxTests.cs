using SleepTime.Engine.Generation.Scoring;

namespace SleepTime.Tests.Generation.Scoring;

public sealed class LogSoftmaxTests
{
    [Fact]
    public void At_EveryToken_SumsToOne()
    {
        float[] logits = [-3.5f, 0, 2.25f, 2.25f, 11];

        var probabilities = Enumerable.Range(0, logits.Length).Select(token => Math.Exp(LogSoftmax.At(logits, token))).ToList();

        Assert.Equal(1, probabilities.Sum(), 12);
        Assert.Equal(probabilities[2], probabilities[3]);
        Assert.Equal(Math.Exp(11 - 2.25), probabilities[4] / probabilities[2], 6);
    }

    [Fact]
    public void At_LogitsFarFromZero_NeitherOverflowsNorVanishes()
    {
        Assert.Equal(-Math.Log(2), LogSoftmax.At([30_000, 30_000], 0), 12);
        Assert.Equal(-20_000, LogSoftmax.At([-30_000, -10_000], 0), 6);
    }

    [Fact]
    public void At_TokenThatCannotBe_IsMinusInfinity() =>
        Assert.Equal(double.NegativeInfinity, LogSoftmax.At([1, float.NegativeInfinity], 1));
}

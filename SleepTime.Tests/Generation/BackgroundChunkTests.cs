using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class BackgroundChunkTests
{
    private const double FixedSeconds = 0.002;
    private const int TokensPerSecond = 2000;

    private readonly FakeTimeProvider _time = new();
    private readonly StepCost _cost = new();
    private readonly BackgroundChunk _chunk;

    public BackgroundChunkTests() => _chunk = new BackgroundChunk(_cost, _time);

    [Fact]
    public void Tokens_NothingIsKnown_AreNotLimited()
    {
        Assert.Equal(int.MaxValue, _chunk.Tokens);
        Measure();
        Assert.Equal(int.MaxValue, _chunk.Tokens);
    }

    [Fact]
    public void Tokens_QuestionsCameButNoSpeedIsKnown_AreNotLimited()
    {
        Ask(times: 3, everySeconds: 0.1);

        Assert.Equal(int.MaxValue, _chunk.Tokens);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(4)]
    [InlineData(30)]
    public void Tokens_QuestionsComeSteadily_AreTheIntervalThatLosesLeast(double everySeconds)
    {
        Measure();
        Ask(times: 40, everySeconds);

        // Lost per second: a half-computed chunk for each question, and a step's overhead for each chunk.
        double Lost(int tokens) => (double)tokens / TokensPerSecond / 2 / everySeconds + FixedSeconds * TokensPerSecond / tokens;
        var least = Enumerable.Range(BackgroundChunk.Fewest, 4000).MinBy(Lost);
        Assert.InRange(_chunk.Tokens, least - 2, least + 2);
    }

    [Fact]
    public void Tokens_QuestionsComeVeryOften_StayEnoughToBeWorthAStep()
    {
        Measure();
        Ask(times: 100, everySeconds: 0.001);

        Assert.Equal(BackgroundChunk.Fewest, _chunk.Tokens);
    }

    [Fact]
    public void Tokens_NoQuestionForLong_Grow()
    {
        Measure();
        Ask(times: 10, everySeconds: 0.5);
        var before = _chunk.Tokens;
        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.InRange(_chunk.Tokens, before * 10, before * 100);
    }

    [Fact]
    public void QuestionCame_BesideOthers_IsOneInterruption()
    {
        Measure();
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            _chunk.QuestionCame(othersRun: false);
            _chunk.QuestionCame(othersRun: true);
        }

        Assert.InRange(_chunk.Tokens, 251, 254);
    }

    private void Measure()
    {
        foreach (var tokens in (int[])[16, 128, 64, 512, 100])
            _cost.Measured(tokens, TimeSpan.FromSeconds(FixedSeconds + (double)tokens / TokensPerSecond));
    }

    private void Ask(int times, double everySeconds)
    {
        for (var i = 0; i < times; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(everySeconds));
            _chunk.QuestionCame(othersRun: false);
        }
    }
}

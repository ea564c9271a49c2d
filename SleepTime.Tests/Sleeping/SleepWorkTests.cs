using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepWorkTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SleepJob _job = new()
    {
        ContextId = Guid.NewGuid(), ContextVersionId = Guid.NewGuid(), Owner = "local", PassesWanted = 3, PassesDone = 1, CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private readonly SleepWork _work;
    private int _told;

    public SleepWorkTests() => _work = new SleepWork(_job, _ => _told++, _time);

    [Fact]
    public void Progress_OfAPassBeingWritten_HasItsTextAndSpeed()
    {
        Write("Maya ", 1);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Write("has 3", 11);

        Assert.Equal(new SleepProgress(_job.Id, Pass: 2, SleepActivity.Writing, "Maya has 3", Tokens: 11, TokensPerSecond: 100, SteppedAside: false), _work.Progress);
    }

    [Fact]
    public void Progress_OfTheFirstTokens_HasNoSpeed()
    {
        Write("Maya", 1);
        _time.Advance(TimeSpan.FromMilliseconds(6));
        Write(" has", 5);

        Assert.Null(_work.Progress.TokensPerSecond);
    }

    [Fact]
    public void Text_WhileItIsWritten_IsToldFourTimesASecondAtMost()
    {
        for (var token = 1; token <= 100; token++)
        {
            Write("x", token);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal(4, _told);
        Assert.Equal(100, _work.Progress.TextSoFar.Length);
    }

    [Fact]
    public void StepAside_AndBack_IsCountedOnceAndToldAtOnce()
    {
        Write("x", 1);
        _told = 0;

        _work.Follow(new GenerationSteppedAside(true));
        Assert.True(_work.Progress.SteppedAside);
        _work.Follow(new GenerationSteppedAside(false));

        Assert.False(_work.Progress.SteppedAside);
        Assert.Equal(1, _work.StepAsideCount);
        Assert.Equal(2, _told);
    }

    [Fact]
    public void Speed_TimeSpentAside_DoesNotCount()
    {
        Write("a", 1);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Write("b", 8);
        _work.Follow(new GenerationSteppedAside(true));
        _time.Advance(TimeSpan.FromMinutes(1));
        _work.Follow(new GenerationSteppedAside(false));
        Write("c", 15);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Write("d", 21);

        Assert.Equal(100, _work.Progress.TokensPerSecond);
    }

    [Fact]
    public void Progress_OfRunsSideBySide_ShowsTheTextOfTheFirstAndTheTokensOfAll()
    {
        Write("one", 3);
        _work.Follow(new GenerationText("two", 4), run: 1);

        Assert.Equal(("one", 7), (_work.Progress.TextSoFar, _work.Progress.Tokens));
    }

    [Fact]
    public void Begin_SomethingElse_ShowsNothingOfWhatWasWrittenBefore()
    {
        Write("one", 3);

        _work.Begin(SleepActivity.Verifying);

        Assert.Equal((SleepActivity.Verifying, "", 0), (_work.Progress.Activity, _work.Progress.TextSoFar, _work.Progress.Tokens));
    }

    private void Write(string text, int tokens) => _work.Follow(new GenerationText(text, tokens));
}

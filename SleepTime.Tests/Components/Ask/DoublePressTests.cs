using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class DoublePressTests
{
    private static readonly Guid _context = Guid.CreateVersion7();
    private readonly FakeTimeProvider _time = new();
    private readonly DoublePress _presses;

    public DoublePressTests() => _presses = new(_time);

    [Fact]
    public void IsSecond_NothingWasSent_IsNot() => Assert.False(_presses.IsSecond(Question()));

    [Theory]
    [InlineData(0, true)]
    [InlineData(999, true)]
    [InlineData(1000, false)]
    public void IsSecond_SameQuestion_IsForASecond(int milliseconds, bool expected)
    {
        _presses.Remember(Question());
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(expected, _presses.IsSecond(Question()));
    }

    [Fact]
    public void IsSecond_KeyIsHeldDown_IsForAsLongAsThatTakes()
    {
        _presses.Remember(Question());

        for (var press = 0; press < 20; press++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            Assert.True(_presses.IsSecond(Question()));
        }
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_presses.IsSecond(Question()));
    }

    [Fact]
    public void IsSecond_FormHasTakenOverWhatWasDrawnAndFound_IsStill()
    {
        _presses.Remember(Question() with { Temperature = 0.5f, FollowsRunId = Guid.CreateVersion7(), ExpectedAnswer = "" });

        Assert.True(_presses.IsSecond(Question() with { Temperature = 0.5f, FollowsRunId = Guid.CreateVersion7(), ExpectedAnswer = "3", Seed = 7 }));
    }

    [Fact]
    public void IsSecond_AskedInAnyOtherWay_IsNot()
    {
        AskRequest[] others =
        [
            Question() with { ContextId = Guid.CreateVersion7() },
            Question() with { Question = "And Leo?" },
            Question() with { Modes = [AnswerMode.Standard] },
            Question() with { Verbosity = 2 },
            Question() with { Temperature = 0.5f },
            Question() with { FollowsRunId = Guid.CreateVersion7() },
            Question() with { Instant = false },
            Question() with { StaleNotes = true },
        ];

        _presses.Remember(Question());

        Assert.All(others, other => Assert.False(_presses.IsSecond(other)));
    }

    private static AskRequest Question() =>
        new() { ContextId = _context, Question = "How many?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Owner = "local" };
}

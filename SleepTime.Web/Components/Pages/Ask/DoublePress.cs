using SleepTime.Engine.Answering;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>
/// Knows a second press on the same question, by a double click or a key that is held down, from a question that is asked
/// again. Used from the renderer's dispatcher only.
/// </summary>
public sealed class DoublePress(TimeProvider time)
{
    // Nobody reads an answer and asks again in less.
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(1);

    private (AskRequest Request, long At)? _last;

    /// <summary>Remembers a question that was sent.</summary>
    public void Remember(AskRequest sent) => _last = (sent, time.GetTimestamp());

    /// <summary>Whether it is the question that was sent just before; presses that go on without a pause stay second ones.</summary>
    public bool IsSecond(AskRequest request)
    {
        if (_last is not { } last || !AreAlike(last.Request, request) || time.GetElapsedTime(last.At) >= Within)
            return false;
        Remember(request);
        return true;
    }

    // Once a question is asked, the form says what was drawn and found for it: the seed, the known answer, and which run of a
    // comparison is followed.
    private static bool AreAlike(AskRequest one, AskRequest other) =>
        one.Modes.SequenceEqual(other.Modes)
        && (one.FollowsRunId is null) == (other.FollowsRunId is null)
        && (one with { Modes = other.Modes, FollowsRunId = other.FollowsRunId, Seed = other.Seed, ExpectedAnswer = other.ExpectedAnswer }) == other;
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;

namespace SleepTime.Engine.Overview;

/// <summary>One side of a comparison in a list.</summary>
/// <param name="CompletionTokens">Null while unknown.</param>
/// <param name="TotalMs">From asking to the end; null while unknown.</param>
/// <param name="IsRight">Whether its answer is the expected one; null where none is expected, and unless it has completed.</param>
public sealed record RecentSide(AnswerMode Mode, RunState State, int? CompletionTokens, double? TotalMs, bool? IsRight);

/// <summary>One comparison in a list.</summary>
/// <param name="Standard">Null when it was deleted, and while the sides are hidden.</param>
/// <param name="SleepTime">As <paramref name="Standard"/>.</param>
/// <param name="IsHidden">A blind comparison that whoever looks has not voted on: what tells its sides apart is not there.</param>
public sealed record RecentComparison(
    Guid Id, Guid ContextId, string ContextTitle, string Question, DateTimeOffset At, RecentSide? Standard, RecentSide? SleepTime, bool IsBlind, bool IsHidden = false)
{
    /// <summary>Whoever voted on it.</summary>
    internal IReadOnlyList<string> Voters { get; init; } = [];

    /// <summary>Tokens that SleepTime needed more (or, negative, less); null unless both sides completed and are shown.</summary>
    public int? Difference =>
        this is { Standard: { State: RunState.Completed, CompletionTokens: { } standard }, SleepTime: { State: RunState.Completed, CompletionTokens: { } sleepTime } } ? sleepTime - standard : null;

    /// <summary>As this person may see it.</summary>
    internal RecentComparison For(string viewer) =>
        this is { Standard: { } standard, SleepTime: { } sleepTime } && BlindSides.AreHidden(IsBlind, [standard.State, sleepTime.State], Voters.Contains(viewer))
            ? this with { Standard = null, SleepTime = null, IsHidden = true }
            : this;
}

namespace SleepTime.Engine.Overview;

/// <summary>What sleep did on one context.</summary>
/// <param name="Passes">That ended, those of sections that are done left out: they are not kept.</param>
/// <param name="Sections">Sections of a long text that got their notes.</param>
/// <param name="Notes">Lines that it had in no notes before and that an answer can use.</param>
/// <param name="Verified">Of these, shown to hold.</param>
/// <param name="Refuted">Lines beside these that failed verification.</param>
/// <param name="LastAt">When sleep stored something last.</param>
public sealed record LearnedContext(Guid ContextId, string Title, int Passes, int Sections, int Notes, int Verified, int Refuted, DateTimeOffset LastAt);

/// <summary>What sleep did within the last day.</summary>
/// <param name="Since">From when on.</param>
/// <param name="Tokens">Completion tokens that it stored, on contexts that were deleted since left out.</param>
/// <param name="Latest">The contexts that were slept on last, at most a handful.</param>
public sealed record LearnedLately(DateTimeOffset Since, int Contexts, int Passes, int Sections, int Notes, int Verified, int Refuted, long Tokens, IReadOnlyList<LearnedContext> Latest)
{
    /// <summary>New lines, those that failed verification among them.</summary>
    public int Lines => Notes + Refuted;

    /// <summary>Of all new lines; null where there are none.</summary>
    public double? VerifiedShare => Lines == 0 ? null : (double)Verified / Lines;

    public bool IsNothing => Contexts == 0 && Tokens == 0;
}

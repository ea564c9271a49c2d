namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>What a job begins with.</summary>
/// <param name="Passes">The lines as a pass of number 0 that cost nothing; none when there are none.</param>
/// <param name="Checks">Their verdicts.</param>
/// <param name="Kept">Lines of the version before whose sentences did not change.</param>
/// <param name="ByHand">Lines that a person wrote, changed or struck.</param>
/// <param name="Lost">Lines by hand that cannot be kept.</param>
internal sealed record CarriedOver(IReadOnlyList<SleepPass> Passes, IReadOnlyList<Verification.NoteCheck> Checks, int Kept, int ByHand, int Lost)
{
    /// <summary>Lines that a person removed, which do not come back.</summary>
    public int Removed { get; init; }

    public static readonly CarriedOver Nothing = new([], [], 0, 0, 0);

    /// <summary>For the log of the job, each sentence after a space; empty when there is nothing to say.</summary>
    public string Words =>
        (Kept > 0 ? $" Begins with {Kept} notes of the version before, whose sentences did not change." : "")
        + (ByHand > 0 ? $" Keeps {Lines(ByHand)} edited by hand." : "")
        + (Removed > 0 ? $" Leaves out {Lines(Removed)} that a person removed, should the model write {(Removed == 1 ? "it" : "them")} again." : "")
        + (Lost > 0 ? $" Does not keep {Lines(Lost)} edited by hand, because the sentences behind them changed or are not known; the earlier notes have them." : "");

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count:N0} lines";
}

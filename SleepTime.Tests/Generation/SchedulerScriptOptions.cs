using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

/// <summary>The engine that a script is played against.</summary>
/// <param name="DecodesFail">Whether the script may make a decode fail.</param>
/// <param name="RowCost">What one more row in a batch takes, in steps with one row.</param>
/// <param name="MaxResident">Prefixes that stay in the cells.</param>
/// <param name="StateMemoryBytes">Bytes for prefixes that had to leave them.</param>
/// <param name="PromptsDiffer">No two prompts begin alike, so that none has a reason to let another go first.</param>
/// <param name="Rule">Looks at each batch; null for none.</param>
internal sealed record SchedulerScriptOptions(
    int Cells, bool DecodesFail = false, double RowCost = 0.2, int MaxResident = 0, long StateMemoryBytes = 0, bool PromptsDiffer = false,
    BackgroundShareRule? Rule = null)
{
    public BackgroundShares Shares { get; init; } = new(AgeingPercent: 5, RiderPercent: 25);
}

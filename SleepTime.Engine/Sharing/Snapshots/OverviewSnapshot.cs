using System.Text.Json.Serialization;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Overview;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>The Overview.</summary>
/// <param name="Figures">Its totals. In pictures from before <paramref name="Team"/> was kept they have the latest comparisons too.</param>
/// <param name="HiddenComparisons">Latest comparisons left out, because their sides were still hidden from whoever shared it.</param>
/// <param name="Team">Everything else that it showed; null in older pictures, like <paramref name="Status"/>.</param>
/// <param name="Status">What the model did.</param>
public sealed record OverviewSnapshot(
    DateTimeOffset FrozenAt, OverviewFigures Figures, int HiddenComparisons, TeamOverview? Team = null, WorkStatus? Status = null) : SharedSnapshot(FrozenAt)
{
    [JsonIgnore]
    public override string Title => "Overview";
}

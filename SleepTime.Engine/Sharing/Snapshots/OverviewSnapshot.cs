using System.Text.Json.Serialization;
using SleepTime.Engine.Insights;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>The figures of the Overview.</summary>
/// <param name="HiddenComparisons">Latest comparisons left out of the figures' list, because their sides were still hidden from whoever shared it.</param>
public sealed record OverviewSnapshot(DateTimeOffset FrozenAt, OverviewFigures Figures, int HiddenComparisons) : SharedSnapshot(FrozenAt)
{
    [JsonIgnore]
    public override string Title => "Overview";
}

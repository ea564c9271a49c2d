using SleepTime.Engine.Insights.Prices;

namespace SleepTime.Web.Components.Pages.Insights;

/// <summary>The prices of a kind, as fields of a form: what they are called, and what is stored in them.</summary>
internal static class PriceFields
{
    public static IEnumerable<(string Field, string Label)> Of(PriceKind kind) => kind switch
    {
        PriceKind.GpuHour => [("gpuHour", "An hour of the machine")],
        PriceKind.Tokens =>
        [
            ("input", "A million prompt tokens read"), ("cached", "A million prompt tokens cached"), ("output", "A million completion tokens"), ("asleep", "A million completion tokens asleep"),
        ],
        _ => [],
    };

    public static double Read(InsightsPrices prices, string field) => field switch
    {
        "input" => prices.Input,
        "cached" => prices.Cached,
        "output" => prices.Output,
        "asleep" => prices.Asleep,
        _ => prices.GpuHour,
    };
}

namespace SleepTime.Web.Components.Charts;

/// <param name="Color">Custom property of the style sheet, so that the series follows light and dark.</param>
/// <param name="Values">One for each category; null is a gap, not a zero.</param>
public sealed record ChartSeries(string Name, string Color, IReadOnlyList<double?> Values);

/// <summary>What a bar chart shows, and what its table shows to those who cannot see it.</summary>
/// <param name="Categories">Short labels on the axis.</param>
/// <param name="Titles">What each category is, in full.</param>
/// <param name="Unit">Of every value, in the plural.</param>
/// <param name="Axis">What the categories are, in their order.</param>
public sealed record ChartData(
    IReadOnlyList<string> Categories, IReadOnlyList<string> Titles, IReadOnlyList<ChartSeries> Series, string Unit, string Axis, int Height = 260) : IDrawing
{
    public string Kind => "bars";

    /// <summary>Whether a phone shows the latest categories only; false where the first ones matter as much.</summary>
    public bool LatestMatter { get; init; } = true;

    public bool IsEmpty => Categories.Count == 0;

    /// <summary>The same points, so that there is nothing to draw anew.</summary>
    public bool Shows(IDrawing? other) =>
        other is ChartData data && Unit == data.Unit && Axis == data.Axis && Height == data.Height && LatestMatter == data.LatestMatter
        && Categories.SequenceEqual(data.Categories) && Titles.SequenceEqual(data.Titles)
        && Series.Count == data.Series.Count
        && Series.Zip(data.Series).All(pair =>
            pair.First.Name == pair.Second.Name && pair.First.Color == pair.Second.Color && pair.First.Values.SequenceEqual(pair.Second.Values));
}

namespace SleepTime.Web.Components.Charts;

/// <param name="Y">Null is a gap, not a zero.</param>
/// <param name="Title">What the point is, in words; null where its place on the axis says enough.</param>
/// <param name="Low">Where its interval begins; null without one.</param>
/// <param name="High">Where its interval ends; null without one.</param>
public sealed record ChartPoint(double X, double? Y, string? Title = null, double? Low = null, double? High = null);

/// <param name="Color">Custom property of the style sheet, so that the series follows light and dark.</param>
/// <param name="Points">In the order of X. A few hundred at most: the script draws each.</param>
public sealed record PointSeries(string Name, string Color, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>A line from point to point.</summary>
    public bool Joined { get; init; } = true;

    /// <summary>A dot at each point.</summary>
    public bool Dotted { get; init; } = true;

    public bool Dashed { get; init; }

    internal bool Shows(PointSeries other) =>
        Name == other.Name && Color == other.Color && Joined == other.Joined && Dotted == other.Dotted && Dashed == other.Dashed && Points.SequenceEqual(other.Points);
}

/// <summary>A place on the X axis that deserves a word: a line from top to bottom.</summary>
public sealed record ChartMark(double At, string Label, string Color, bool Dashed = false);

/// <param name="Title">What is on it.</param>
/// <param name="Unit">Of a value, in the plural, after the number; empty without one.</param>
/// <param name="Decimals">How many are shown.</param>
/// <param name="Min">Null where the values decide.</param>
/// <param name="Max">Null where the values decide.</param>
/// <param name="Days">The values are days, in milliseconds since 1970, each at midnight UTC.</param>
public sealed record ChartAxis(string Title, string Unit, int Decimals = 0, double? Min = 0, double? Max = null, bool Days = false);

/// <summary>What a chart of lines and dots shows.</summary>
public sealed record PointChartData(IReadOnlyList<PointSeries> Series, ChartAxis X, ChartAxis Y, IReadOnlyList<ChartMark> Marks, int Height = 300) : IDrawing
{
    public string Kind => "points";

    public bool IsEmpty => Series.All(series => series.Points.Count == 0);

    /// <summary>The same points, so that there is nothing to draw anew.</summary>
    public bool Shows(IDrawing? other) =>
        other is PointChartData data && X == data.X && Y == data.Y && Height == data.Height && Marks.SequenceEqual(data.Marks)
        && Series.Count == data.Series.Count && Series.Zip(data.Series).All(pair => pair.First.Shows(pair.Second));
}

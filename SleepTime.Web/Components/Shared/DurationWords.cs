namespace SleepTime.Web.Components.Shared;

/// <summary>Spans and moments as people read them.</summary>
public static class DurationWords
{
    public static string Milliseconds(double? value) => value switch
    {
        null => NumberWords.Unknown,
        < 1 => "<1 ms",
        < 1000 => $"{Math.Floor(value.Value):0} ms",
        < 59_950 => $"{value.Value / 1000:0.0} s",
        _ => Minutes(TimeSpan.FromMilliseconds(value.Value)),
    };

    public static string Span(TimeSpan value) => Milliseconds(value.TotalMilliseconds);

    /// <summary>With its sign, for differences.</summary>
    public static string Delta(double? milliseconds) => milliseconds switch
    {
        null => NumberWords.Unknown,
        > -1 and < 1 => "0 ms",
        < 0 => "−" + Milliseconds(-milliseconds),
        _ => "+" + Milliseconds(milliseconds),
    };

    /// <summary>How long ago a moment was; the date once that says more.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalSeconds: < 10 } => "just now",
        { TotalMinutes: < 1 } span => $"{span.Seconds} s ago",
        { TotalHours: < 1 } span => $"{span.Minutes} min ago",
        { TotalDays: < 1 } span => $"{span.Hours} h ago",
        { TotalDays: < 2 } => "1 day ago",
        { TotalDays: < 30 } span => $"{span.Days} days ago",
        _ => at.ToString("d MMM yyyy"),
    };

    private static string Minutes(TimeSpan span)
    {
        var seconds = (long)Math.Round(span.TotalSeconds);
        return seconds < 3600 ? $"{seconds / 60} min {seconds % 60} s" : $"{seconds / 3600} h {seconds % 3600 / 60} min";
    }
}

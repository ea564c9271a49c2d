namespace SleepTime.Engine.Sleeping;

/// <summary>Days as a time zone has them: 23 or 25 hours long where its clocks change. Pure.</summary>
internal static class LocalDays
{
    /// <summary>When a day begins: at its first moment, also where midnight is left out or comes twice.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => At(day.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>When a clock on the wall first shows a time; what it leaves out comes as much later as it leaves out.</summary>
    public static DateTimeOffset At(DateTime wall, TimeZoneInfo zone)
    {
        wall = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        TimeSpan offset;
        if (zone.IsInvalidTime(wall))
            offset = zone.GetUtcOffset(wall.AddDays(-1)); // as before the change
        else if (zone.IsAmbiguousTime(wall))
            offset = zone.GetAmbiguousTimeOffsets(wall).Max(); // the first of the two
        else
            offset = zone.GetUtcOffset(wall);
        return TimeZoneInfo.ConvertTime(new DateTimeOffset(wall, offset), zone);
    }
}

using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace SleepTime.Engine.Storage;

/// <summary>Moments as milliseconds since 1970 UTC: SQLite can sort and compare them, and any client can read them.</summary>
internal sealed class UnixMillisecondsConverter()
    : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

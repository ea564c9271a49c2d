namespace SleepTime.Web.Endpoints.Exports;

/// <param name="Read">A text, a number, a moment, or null for what is unknown.</param>
internal sealed record ExportColumn<T>(string Name, Func<T, object?> Read);

namespace SleepTime.Web.Endpoints.Exports;

public enum ExportFormat
{
    Csv,
    Json,
    Markdown,
}

internal static class ExportFormats
{
    public const string Accepted = "csv, json or md";

    /// <exception cref="InvalidRequestException">It is none of <see cref="Accepted"/>.</exception>
    public static ExportFormat Parse(string? name) => name?.ToLowerInvariant() switch
    {
        "csv" => ExportFormat.Csv,
        "json" => ExportFormat.Json,
        "md" => ExportFormat.Markdown,
        _ => throw new InvalidRequestException("format", $"format is '{name}'; it must be {Accepted}."),
    };

    /// <summary>How a figure is wanted; as JSON, with all that it knows, where nothing is said.</summary>
    /// <exception cref="InvalidRequestException">It is none of <see cref="Accepted"/>.</exception>
    public static ExportFormat ParseOrJson(string? name) => string.IsNullOrEmpty(name) ? ExportFormat.Json : Parse(name);

    public static string EndingOf(ExportFormat format) => format == ExportFormat.Markdown ? "md" : format.ToString().ToLowerInvariant();

    public static string ContentTypeOf(ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Json => "application/json; charset=utf-8",
        _ => "text/markdown; charset=utf-8",
    };
}

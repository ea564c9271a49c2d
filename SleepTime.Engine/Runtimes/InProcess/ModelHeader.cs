namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>What saved states depend on, read from the header of a loaded model.</summary>
internal static class ModelHeader
{
    private static readonly string[] RopeSettings =
        ["dimension_count", "freq_base", "scaling.type", "scaling.factor", "scaling.original_context_length", "scaling.attn_factor"];

    /// <summary>The settings of its positions, as <see cref="StateFormat.Rope"/> has them.</summary>
    /// <param name="metadata">A value of the header as text; null when it has none.</param>
    public static string Rope(string architecture, Func<string, string?> metadata)
    {
        var settings = RopeSettings
            .Select(name => (Name: name, Value: metadata($"{architecture}.rope.{name}")))
            .Where(setting => setting.Value is not null)
            .Select(setting => $"{setting.Name}={setting.Value}");
        return string.Join(' ', settings.DefaultIfEmpty("default"));
    }
}

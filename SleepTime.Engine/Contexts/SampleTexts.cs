using System.Text.Json;

namespace SleepTime.Engine.Contexts;

/// <summary>A text put in at the first start.</summary>
/// <param name="Id">Its row in the data set it was taken from.</param>
internal sealed record Sample(string Id, string Title, string Context, IReadOnlyList<SampleQuestion> Questions);

/// <param name="Answer">The right one.</param>
internal sealed record SampleQuestion(string Question, string Answer);

/// <summary>
/// The samples that ship with the product: a plain text of each old family, and the first memo, table and schedule of the
/// wide test worlds, with the first two questions of each that notes can answer, whatever the model makes of them.
/// </summary>
internal static class SampleTexts
{
    public static IReadOnlyList<Sample> Read()
    {
        using var stream = typeof(SampleTexts).Assembly.GetManifestResourceStream("SleepTime.Engine.Contexts.Samples.samples.jsonl")!;
        using var reader = new StreamReader(stream);
        var samples = new List<Sample>();
        while (reader.ReadLine() is { } line)
            samples.Add(JsonSerializer.Deserialize<Sample>(line, JsonSerializerOptions.Web)!);
        return samples;
    }
}

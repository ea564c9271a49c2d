using System.Text.Json;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>One context of a data set with its questions.</summary>
internal sealed record WorldRow(string Id, string Context, IReadOnlyList<WorldQuestion> Questions)
{
    public static IReadOnlyList<WorldRow> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<WorldRow>(line, JsonSerializerOptions.Web)!)];
}

internal sealed record WorldQuestion(string Question, string Answer, string Kind);

using System.Text.Json;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>One context of a data set with its questions. What a set does not have is empty.</summary>
internal sealed record WorldRow(string Id, string Context, IReadOnlyList<WorldQuestion> Questions)
{
    /// <summary>The right notes of each pass; the one after the last pass is "finished".</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<JudgedNote> Judged { get; init; } = [];

    /// <summary>The questions that are to be anticipated, a line each with the answer.</summary>
    public string? Foreseen { get; init; }

    public static IReadOnlyList<WorldRow> Read(string path) =>
        [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<WorldRow>(line, JsonSerializerOptions.Web)!)];
}

/// <param name="Predictable">Whether the answer stands in the notes; null when the set does not tell.</param>
internal sealed record WorldQuestion(string Question, string Answer, string Kind, bool? Predictable = null);

/// <summary>A note that follows from the context, or one that was falsified.</summary>
internal sealed record JudgedNote(string Note, bool Supported);

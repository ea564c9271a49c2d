using System.Text.Json;

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>Reads JSON lines row by row, of both forms. Pure but for the reader.</summary>
internal static class JsonLinesReader
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerOptions.Web);

    public static async IAsyncEnumerable<ImportRow> ReadAsync(TextReader reader, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var line = 1; await reader.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            if (!string.IsNullOrWhiteSpace(text))
                yield return Read(line, text);
        }
    }

    /// <summary>Whether a line holds a context with its questions; else it is read as a whole problem.</summary>
    public static bool HasContext(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.EnumerateObject().Any(property => property.NameEquals("context"));
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static ImportRow Read(int line, string text)
    {
        try
        {
            return ToRow(line, JsonSerializer.Deserialize<Line>(text, _options));
        }
        catch (InvalidOperationException)
        {
            // What JsonElement says of an escape like \ud83d that is half of a pair.
            return ImportRow.Faulty(line, "It has half of a character in it (an escape such as \\ud83d without its other half). Write the whole character.");
        }
        catch (JsonException broken)
        {
            return ImportRow.Faulty(line, $"It is not the JSON of a row (at character {(broken.BytePositionInLine ?? 0) + 1}). Write {{\"context\": …, \"questions\": [{{\"question\": …, \"answer\": …}}]}} or {{\"question\": …, \"answer\": …}} on one line.");
        }
    }

    private static ImportRow ToRow(int line, Line? read)
    {
        if (read is null)
            return ImportRow.Faulty(line, "It is null. Leave the row out.");
        if (read.Context is null)
            return ProblemSplitter.ToRow(line, TextOf(read.Id), read.Question ?? "", TextOf(read.Answer), read.Kind);
        IReadOnlyList<AskedLine> asked = read.Questions ?? (read.Question is null ? [] : [new AskedLine(read.Question, read.Answer, read.Kind)]);
        return ImportRow.Of(line, TextOf(read.Id), read.Context, [.. asked.Select(question =>
            new DataSetQuestion(question?.Question?.Trim() ?? "", ProblemSplitter.FinalAnswer(TextOf(question?.Answer)), question?.Kind?.Trim() ?? ""))]);
    }

    // Ids and answers are often numbers.
    private static string TextOf(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } plain => plain.GetRawText(),
        _ => "",
    };

    private sealed record Line(JsonElement? Id, string? Context, IReadOnlyList<AskedLine>? Questions, string? Question, JsonElement? Answer, string? Kind);

    private sealed record AskedLine(string? Question, JsonElement? Answer, string? Kind);
}

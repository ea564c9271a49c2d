using System.Text.Json;

namespace SleepTime.Benchmarks.Runtimes;

/// <summary>What one build with one runtime answered, and how fast it was: a line of the file that builds are compared by.</summary>
/// <param name="Runtime">Name and version.</param>
/// <param name="Model">Id of the model that answered, with the first digits of its hash.</param>
internal sealed record RuntimeRun(string Runtime, string Model, IReadOnlyList<RuntimeAnswer> Answers, IReadOnlyList<RuntimeSpeed> Speeds)
{
    /// <exception cref="InvalidDataException">A line is no run.</exception>
    public static IReadOnlyList<RuntimeRun> Read(string path) =>
    [
        .. File.ReadLines(path).Where(line => line.Length > 0)
            .Select(line => JsonSerializer.Deserialize<RuntimeRun>(line, JsonSerializerOptions.Web) ?? throw new InvalidDataException($"A line of '{path}' is no run of this scenario.")),
    ];

    public Task AppendToAsync(string path) => File.AppendAllTextAsync(path, JsonSerializer.Serialize(this, JsonSerializerOptions.Web) + "\n");
}

/// <param name="Case">Context, question, mode and verbosity.</param>
internal sealed record RuntimeAnswer(string Case, string Mode, string Text, int Tokens);

/// <param name="TokensPerSecond">Of each repetition.</param>
internal sealed record RuntimeSpeed(string Model, int Streams, IReadOnlyList<double> TokensPerSecond);

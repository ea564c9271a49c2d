using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.Hosting;

/// <summary>Size of the engine for a scenario, the same for whatever it is compared with.</summary>
/// <param name="Sequences">Streams at once, and prefixes beside them.</param>
internal sealed record EngineSettings(int Cells, int Sequences, int Batch = 512)
{
    /// <summary>Prefixes kept after their generation ended; each lengthens what attention scans.</summary>
    public int ResidentPrefixes { get; init; }

    /// <summary>Bytes for saved states in memory and on disk, each.</summary>
    public long StateBytes { get; init; }

    /// <summary>Tokens drafted by lookup in a step, which changes the shape of batches.</summary>
    public int LookupTokens { get; init; }

    public InferenceContextOptions Context => new(Cells, Sequences, Batch);

    public (string Key, string Value)[] Pairs =>
    [
        ("SleepTime:Generation:CellCount", $"{Cells}"),
        ("SleepTime:Generation:MaxSequences", $"{Sequences}"),
        ("SleepTime:Generation:BatchTokens", $"{Batch}"),
        ("SleepTime:Generation:MaxResidentPrefixes", $"{ResidentPrefixes}"),
        ("SleepTime:Generation:StateMemoryBytes", $"{StateBytes}"),
        ("SleepTime:Generation:StateDiskBytes", $"{StateBytes}"),
        ("SleepTime:Generation:LookupTokens", $"{LookupTokens}"),
    ];
}

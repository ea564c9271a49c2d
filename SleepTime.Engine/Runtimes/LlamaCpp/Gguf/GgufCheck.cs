namespace SleepTime.Engine.Runtimes.LlamaCpp.Gguf;

/// <summary>Looks at a file before llama.cpp does, which answers some broken ones by ending the process.</summary>
internal static class GgufCheck
{
    private const int ShortestHeader = 24;

    /// <exception cref="ModelLoadException">The file is missing or is no GGUF model.</exception>
    public static void Verify(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!File.Exists(path))
            throw new ModelLoadException($"There is no model file '{path}': check the path.");

        using var file = File.OpenRead(path);
        if (file.Length < ShortestHeader)
            throw new ModelLoadException($"'{path}' is too short for a model: fetch it again.");
        Span<byte> magic = stackalloc byte[4];
        file.ReadExactly(magic);
        if (!magic.SequenceEqual("GGUF"u8))
            throw new ModelLoadException($"'{path}' is not a GGUF file: choose a model in that format.");
    }
}

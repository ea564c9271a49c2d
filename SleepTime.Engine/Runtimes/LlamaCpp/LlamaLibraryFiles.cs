namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>The three libraries of llama.cpp that are bound; the processor's and accelerators' plug-ins lie beside them.</summary>
internal sealed record LlamaLibraryFiles(string Directory, string Base, string Ggml, string Llama)
{
    /// <exception cref="RuntimeUnavailableException">The directory or a library is missing.</exception>
    public static LlamaLibraryFiles Find(string directory)
    {
        if (!System.IO.Directory.Exists(directory))
            throw Missing($"the directory '{directory}' does not exist");

        // The name carries the variant and the release: libllama.v0.5.0.so, libllama.cuda.v0.5.0.so.
        return new LlamaLibraryFiles(directory, One(directory, "ggml-base"), One(directory, "ggml"), One(directory, "llama"));
    }

    private static string One(string directory, string library)
    {
        var (prefix, extension) = OperatingSystem.IsWindows() ? ("", ".dll")
            : OperatingSystem.IsMacOS() ? ("lib", ".dylib")
            : ("lib", ".so");
        var found = System.IO.Directory.GetFiles(directory, $"{prefix}{library}.*")
            .Where(file => file.EndsWith(extension, StringComparison.Ordinal))
            .ToArray();

        return found switch
        {
            [var file] => file,
            [] => throw Missing($"'{directory}' holds no {prefix}{library}*{extension}"),
            _ => throw new RuntimeUnavailableException(
                $"'{directory}' holds several builds of llama.cpp ({string.Join(", ", found.Select(Path.GetFileName))}): leave one."),
        };
    }

    private static RuntimeUnavailableException Missing(string what) => new(
        $"llama.cpp was not found: {what}. Build SleepTime with Node.js installed, which puts it there, and publish that build.");
}

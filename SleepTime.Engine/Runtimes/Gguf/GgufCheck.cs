namespace SleepTime.Engine.Runtimes.Gguf;

/// <summary>
/// Looks at a file before llama.cpp does. Most damage llama.cpp reports itself; the rules here are for what it asserts,
/// which would end the process. They were found by loading files with every bit of their settings and a sample of the
/// rest of their headers inverted.
/// </summary>
internal static class GgufCheck
{
    // Limits that llama.cpp 0.5 is compiled with.
    private const int MostLayers = 512;
    private const int MostExperts = 1024;

    // Far above any model, and low enough that no product of two of them overflows 32 bits unnoticed.
    private const int MostHeads = 4096;
    private const int WidestHead = 8192;

    private static readonly string[] RopeScalings = ["none", "linear", "yarn", "longrope"];

    /// <exception cref="ModelLoadException">The file is missing, cut off, or not a model that llama.cpp survives.</exception>
    /// <returns>What stands in its header.</returns>
    public static GgufHeader Verify(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!File.Exists(path))
            throw new ModelLoadException($"There is no model file '{path}': check the path.");

        try
        {
            using var file = File.OpenRead(path);
            var header = GgufHeader.Read(file);
            Verify(header);
            return header;
        }
        catch (EndOfStreamException cause)
        {
            throw new ModelLoadException($"'{path}' ends within its header: the file is damaged or was not fetched to its end. Fetch it again.", cause);
        }
        catch (InvalidDataException cause)
        {
            throw new ModelLoadException($"'{path}' is not a model that can be loaded: {cause.Message}. Fetch it again, or choose another model.", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"'{path}' cannot be read: {cause.Message}", cause);
        }
    }

    private static void Verify(GgufHeader header)
    {
        var architecture = header.Architecture;
        VerifyRange("block_count", 1, MostLayers);
        VerifyRange("nextn_predict_layers", 0, Setting("block_count") ?? MostLayers);
        VerifyRange("attention.head_count", 0, MostHeads);
        VerifyRange("attention.head_count_kv", 0, Setting("attention.head_count") ?? MostHeads);
        VerifyRange("attention.key_length", 0, WidestHead);
        VerifyRange("attention.value_length", 0, WidestHead);
        VerifyRange("expert_count", 0, MostExperts);
        VerifyRange("expert_used_count", Setting("expert_count") > 0 ? 1 : 0, Setting("expert_count") ?? 0);
        VerifyRange("expert_group_count", 0, Math.Max(0, (Setting("expert_count") ?? 0) - 1));
        if (Setting("expert_count") > 0 && !header.Has($"{architecture}.expert_used_count"))
            throw new InvalidDataException("it does not say how many of its experts are used");
        VerifyEpsilon("attention.layer_norm_epsilon");
        VerifyEpsilon("attention.layer_norm_rms_epsilon");
        if (header.Text($"{architecture}.rope.scaling.type") is { } scaling && !RopeScalings.Contains(scaling))
            throw new InvalidDataException($"'{scaling}' is no kind of position scaling");
        VerifyVocabulary(header.Tokens);

        long? Setting(string name) => header.Integer($"{architecture}.{name}");

        void VerifyRange(string name, long least, long most)
        {
            if (Setting(name) is { } value && (value < least || value > most))
                throw new InvalidDataException($"its {name} is {value}, which is not within {least} to {most}");
        }

        void VerifyEpsilon(string name)
        {
            if (header.Number($"{architecture}.{name}") is { } value && !(value is >= 0 and < 1))
                throw new InvalidDataException($"its {name} is {value}, which is not within 0 to 1");
        }
    }

    /// <summary>llama.cpp asserts that no two tokens are alike, after it has put a name in place of empty ones.</summary>
    private static void VerifyVocabulary(IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 0)
            throw new InvalidDataException("it has no vocabulary, so no text can be read or written with it");

        var seen = new HashSet<string>(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (!seen.Add(tokens[i].Length == 0 ? $"[EMPTY_{i}]" : tokens[i]))
                throw new InvalidDataException($"token {i} stands in its vocabulary twice");
        }
    }
}

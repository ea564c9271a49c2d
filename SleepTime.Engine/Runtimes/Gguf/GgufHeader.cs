namespace SleepTime.Engine.Runtimes.Gguf;

/// <summary>What a GGUF file says of its model before the weights: single values by key, and the vocabulary.</summary>
internal sealed class GgufHeader
{
    private const string TokensKey = "tokenizer.ggml.tokens";
    private const long DefaultAlignment = 32;

    // Far above any model, and low enough that no sum of bytes overflows.
    private const double MostElements = 1L << 52;

    private readonly Dictionary<string, object?> _values = [];

    private GgufHeader()
    {
    }

    public IReadOnlyList<string> Tokens { get; private set; } = [];

    public IReadOnlyList<GgufTensor> Tensors { get; private set; } = [];

    /// <summary>Bytes from the start of the file to the end of the last tensor; null when a tensor is of a type that is not known here.</summary>
    public long? Length { get; private set; }

    public string Architecture => Text("general.architecture") ?? "";

    /// <exception cref="InvalidDataException">It is no GGUF file of a known version, or contradicts itself.</exception>
    /// <exception cref="EndOfStreamException">The file ends within its header.</exception>
    public static GgufHeader Read(Stream stream)
    {
        using var reader = new GgufReader(stream);
        if (!reader.Bytes(4).AsSpan().SequenceEqual("GGUF"u8))
            throw new InvalidDataException("it does not begin like a GGUF file");
        if (reader.UInt32() is var version and not (2 or 3))
            throw new InvalidDataException($"it is of GGUF version {version}; 2 and 3 can be read");

        // A tensor has a name, its dimensions, a type and an offset: 24 bytes at least.
        var tensors = reader.Count(elementSize: 24);
        // A key has a length, a type and a value: thirteen bytes at least.
        var count = reader.Count(elementSize: 13);
        var header = new GgufHeader();
        for (var i = 0; i < count; i++)
            header.ReadValue(reader, key: reader.Text());
        header.Tensors = [.. Enumerable.Range(0, tensors).Select(_ => GgufTensor.Read(reader))];
        if (header.Tensors.Sum(tensor => (double)tensor.Elements) > MostElements)
            throw new InvalidDataException("it holds more numbers than any model has");
        header.Length = header.EndOfData(stream.Position);
        return header;
    }

    /// <summary>Whether the key is there at all, be it with an array.</summary>
    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Whether there is a key that begins so.</summary>
    public bool HasAny(string beginning) => _values.Keys.Any(key => key.StartsWith(beginning, StringComparison.Ordinal));

    public long? Integer(string key) => _values.GetValueOrDefault(key) as long?;

    public double? Number(string key) => _values.GetValueOrDefault(key) as double?;

    public string? Text(string key) => _values.GetValueOrDefault(key) as string;

    private long? EndOfData(long endOfHeader)
    {
        if (Tensors.Any(tensor => tensor.Bytes is null))
            return null;
        var alignment = Math.Max(1, Integer("general.alignment") ?? DefaultAlignment);
        var start = (endOfHeader + alignment - 1) / alignment * alignment;
        return Tensors.Count == 0 ? endOfHeader : start + Tensors.Max(tensor => tensor.Offset + tensor.Bytes!.Value);
    }

    private void ReadValue(GgufReader reader, string key)
    {
        var type = (GgufType)reader.UInt32();
        if (type != GgufType.Array)
        {
            _values[key] = reader.Scalar(type);
            return;
        }

        _values[key] = null;
        var elementType = (GgufType)reader.UInt32();
        if (key == TokensKey && elementType == GgufType.String)
            Tokens = ReadTokens(reader);
        else
            reader.SkipArray(elementType);
    }

    private static string[] ReadTokens(GgufReader reader)
    {
        var tokens = new string[reader.Count(elementSize: sizeof(ulong))];
        for (var i = 0; i < tokens.Length; i++)
            tokens[i] = reader.Text();
        return tokens;
    }
}

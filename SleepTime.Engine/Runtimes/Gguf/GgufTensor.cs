namespace SleepTime.Engine.Runtimes.Gguf;

/// <summary>One tensor as the header of a GGUF file tells it.</summary>
/// <param name="Elements">Product of its dimensions.</param>
/// <param name="Type">Number of its ggml type.</param>
/// <param name="Offset">From the start of the tensors' data.</param>
internal sealed record GgufTensor(string Name, long Elements, uint Type, long Offset)
{
    private const int MostDimensions = 4;

    /// <summary>Bytes of its data; null when its type is not known here.</summary>
    public long? Bytes => GgmlTypes.Find(Type) is { } type ? (Elements + type.BlockSize - 1) / type.BlockSize * type.BlockBytes : null;

    /// <exception cref="InvalidDataException">It has more dimensions, or more elements, than any tensor can have.</exception>
    public static GgufTensor Read(GgufReader reader)
    {
        var name = reader.Text();
        var dimensions = reader.UInt32();
        if (dimensions > MostDimensions)
            throw new InvalidDataException($"the tensor '{name}' has {dimensions} dimensions; {MostDimensions} are the most");
        var elements = 1L;
        for (var i = 0; i < dimensions; i++)
        {
            var size = reader.UInt64();
            if (size > int.MaxValue || elements * (double)size > long.MaxValue / 64)
                throw new InvalidDataException($"the tensor '{name}' is larger than any can be");
            elements *= (long)size;
        }
        var type = reader.UInt32();
        var offset = reader.UInt64();
        return offset <= long.MaxValue / 4
            ? new GgufTensor(name, elements, type, (long)offset)
            : throw new InvalidDataException($"the tensor '{name}' begins beyond the end of any file");
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Benchmarks.Models;

/// <summary>A GGUF file taken apart, so that parts of it can be written elsewhere or changed in place.</summary>
internal sealed class GgufFile
{
    public const int Alignment = 32;

    private const int ControlToken = 3;

    private const int ArrayHead = 16;

    private GgufFile(IReadOnlyList<GgufEntry> entries, IReadOnlyList<GgufTensor> tensors)
    {
        Entries = entries;
        Tensors = tensors;
    }

    public IReadOnlyList<GgufEntry> Entries { get; }

    public IReadOnlyList<GgufTensor> Tensors { get; }

    public int VocabularySize => TokenTypes.Length;

    /// <summary>Tokens that are no text; those that end a text are among them.</summary>
    public IEnumerable<int> ControlTokens
    {
        get
        {
            var types = TokenTypes.ToArray();
            return Enumerable.Range(0, types.Length).Where(token => types[token] == ControlToken);
        }
    }

    /// <summary>An array's bytes: type, type of its elements, their number, the elements.</summary>
    private ReadOnlySpan<int> TokenTypes => MemoryMarshal.Cast<byte, int>(Find("tokenizer.ggml.token_type").Value.AsSpan(ArrayHead));

    /// <exception cref="InvalidOperationException">The file has no such setting.</exception>
    public GgufEntry Find(string key) =>
        Entries.FirstOrDefault(entry => entry.Key == key) ?? throw new InvalidOperationException($"The model file has no {key}.");

    /// <exception cref="InvalidOperationException">No token is written so.</exception>
    public int TokenOf(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        var rest = Find("tokenizer.ggml.tokens").Value.AsSpan(ArrayHead);
        for (var token = 0; !rest.IsEmpty; token++)
        {
            // A string is its length in 64 bits and its bytes.
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            if (rest.Slice(sizeof(ulong), length).SequenceEqual(wanted))
                return token;
            rest = rest[(sizeof(ulong) + length)..];
        }
        throw new InvalidOperationException($"No token of the model file is written '{text}'.");
    }

    public static GgufFile Read(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new GgufReader(stream);
        if (!reader.Bytes(4).AsSpan().SequenceEqual("GGUF"u8))
            throw new InvalidOperationException($"'{path}' is no GGUF file.");
        reader.UInt32();
        var tensorCount = (int)reader.UInt64();
        var entries = new GgufEntry[(int)reader.UInt64()];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = ReadEntry(stream, reader);
        return new GgufFile(entries, ReadTensors(stream, reader, tensorCount));
    }

    private static GgufEntry ReadEntry(FileStream stream, GgufReader reader)
    {
        var key = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(reader.Text()));
        var start = stream.Position;
        var type = (GgufType)reader.UInt32();
        if (type == GgufType.Array)
            reader.SkipArray((GgufType)reader.UInt32());
        else
            reader.Scalar(type);
        var end = stream.Position;
        stream.Position = start;
        return new GgufEntry(key, reader.Bytes((int)(end - start)), start);
    }

    private static GgufTensor[] ReadTensors(FileStream stream, GgufReader reader, int count)
    {
        var tensors = new GgufTensor[count];
        for (var i = 0; i < count; i++)
        {
            var name = reader.Text();
            var dimensions = new ulong[reader.UInt32()];
            for (var d = 0; d < dimensions.Length; d++)
                dimensions[d] = reader.UInt64();
            tensors[i] = new GgufTensor(name, (long)dimensions[0], reader.UInt32(), (long)reader.UInt64());
        }
        // What the infos name are offsets from where the numbers begin.
        var data = (stream.Position + Alignment - 1) / Alignment * Alignment;
        return [.. tensors.Select(tensor => tensor with { Position = data + tensor.Position })];
    }
}

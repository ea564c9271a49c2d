using System.Text;

namespace SleepTime.Engine.Runtimes.Gguf;

/// <summary>
/// Reads the parts of a GGUF header, little-endian, and never believes a length that exceeds what is left of the file.
/// </summary>
internal sealed class GgufReader(Stream stream) : IDisposable
{
    // Far above any chat template, the longest text of a model.
    private const int LongestText = 16 << 20;

    private readonly BinaryReader _reader = new(stream, Encoding.UTF8, leaveOpen: true);

    private long Left => stream.Length - stream.Position;

    public uint UInt32() => _reader.ReadUInt32();

    public ulong UInt64() => _reader.ReadUInt64();

    public byte[] Bytes(int count) => _reader.ReadBytes(count);

    /// <summary>A string as Latin-1: comparing needs its bytes, whatever they mean.</summary>
    public string Text()
    {
        var length = Count(elementSize: 1);
        if (length > LongestText)
            throw new InvalidDataException($"it holds a text of {length:N0} bytes, more than any model has");
        return Encoding.Latin1.GetString(_reader.ReadBytes(length));
    }

    /// <summary>A number of elements that the rest of the file has room for.</summary>
    public int Count(int elementSize)
    {
        var count = UInt64();
        if (count > (ulong)(Left / elementSize) || count > int.MaxValue)
            throw new EndOfStreamException();
        return (int)count;
    }

    /// <summary>An integer, a floating-point number or a text.</summary>
    public object Scalar(GgufType type) => type switch
    {
        GgufType.UInt8 => (long)_reader.ReadByte(),
        GgufType.Int8 => (long)_reader.ReadSByte(),
        GgufType.UInt16 => (long)_reader.ReadUInt16(),
        GgufType.Int16 => (long)_reader.ReadInt16(),
        GgufType.UInt32 => (long)_reader.ReadUInt32(),
        GgufType.Int32 => (long)_reader.ReadInt32(),
        GgufType.UInt64 => (long)Math.Min(_reader.ReadUInt64(), long.MaxValue),
        GgufType.Int64 => _reader.ReadInt64(),
        GgufType.Float32 => (double)_reader.ReadSingle(),
        GgufType.Float64 => _reader.ReadDouble(),
        GgufType.Bool => (long)_reader.ReadByte(),
        GgufType.String => Text(),
        _ => throw Unknown(type),
    };

    /// <summary>Passes over an array, whose elements can be hundreds of thousands.</summary>
    public void SkipArray(GgufType elementType)
    {
        if (elementType != GgufType.String)
        {
            var size = Size(elementType);
            Skip((long)Count(size) * size);
            return;
        }

        for (var left = Count(sizeof(ulong)); left > 0; left--)
            Skip(Count(elementSize: 1));
    }

    public void Dispose() => _reader.Dispose();

    private void Skip(long bytes) => stream.Seek(bytes, SeekOrigin.Current);

    private static int Size(GgufType type) => type switch
    {
        GgufType.UInt8 or GgufType.Int8 or GgufType.Bool => 1,
        GgufType.UInt16 or GgufType.Int16 => 2,
        GgufType.UInt32 or GgufType.Int32 or GgufType.Float32 => 4,
        GgufType.UInt64 or GgufType.Int64 or GgufType.Float64 => 8,
        _ => throw Unknown(type),
    };

    private static InvalidDataException Unknown(GgufType type) => new($"it holds a value of the unknown type {(uint)type}");
}

using System.Text;
using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Benchmarks.Models;

/// <summary>Writes the header of a GGUF file, version 3, and pads its tensors. Little-endian.</summary>
internal sealed class GgufWriter(Stream stream) : IDisposable
{
    private const int Version = 3;

    private readonly BinaryWriter _writer = new(stream, Encoding.UTF8, leaveOpen: true);
    private long _offset;

    public void Begin(int tensors, int entries)
    {
        _writer.Write("GGUF"u8);
        _writer.Write(Version);
        _writer.Write((long)tensors);
        _writer.Write((long)entries);
    }

    public void Entry(string key, string value)
    {
        Key(key, GgufType.String);
        Text(value);
    }

    public void Entry(string key, int value)
    {
        Key(key, GgufType.UInt32);
        _writer.Write(value);
    }

    public void Entry(string key, float value)
    {
        Key(key, GgufType.Float32);
        _writer.Write(value);
    }

    public void Entry(GgufEntry copied)
    {
        Text(copied.Key);
        _writer.Write(copied.Value);
    }

    /// <summary>Announces a tensor; the numbers follow after <see cref="BeginData"/>, in the same order.</summary>
    public void Tensor(string name, int[] dimensions, uint type, long bytes)
    {
        Text(name);
        _writer.Write(dimensions.Length);
        foreach (var dimension in dimensions)
            _writer.Write((long)dimension);
        _writer.Write(type);
        _writer.Write(_offset);
        _offset += (bytes + GgufFile.Alignment - 1) / GgufFile.Alignment * GgufFile.Alignment;
    }

    public void BeginData() => Pad();

    public void Data(ReadOnlySpan<byte> numbers)
    {
        _writer.Write(numbers);
        Pad();
    }

    public void Dispose() => _writer.Dispose();

    private void Pad()
    {
        _writer.Flush();
        while (stream.Position % GgufFile.Alignment != 0)
            stream.WriteByte(0);
    }

    private void Key(string key, GgufType type)
    {
        Text(key);
        _writer.Write((uint)type);
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        _writer.Write((long)bytes.Length);
        _writer.Write(bytes);
    }
}

using System.Buffers;
using System.Collections;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SleepTime.Engine.Runtimes.InProcess;

internal delegate int TokenWriter(int token, Span<byte> target);

/// <summary>
/// The bytes of every token and which of them end a generation, read once: streaming asks for them with each token.
/// Thread-safe, and usable after the model is gone.
/// </summary>
internal sealed class TokenTable
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly BitArray _endsGeneration;

    private TokenTable(byte[] bytes, int[] ends, BitArray endsGeneration)
    {
        _bytes = bytes;
        _ends = ends;
        _endsGeneration = endsGeneration;
        Sha256 = Hash(bytes, ends, endsGeneration);
    }

    /// <summary>Lower-case hex; differs between any two vocabularies that read or write differently.</summary>
    public string Sha256 { get; }

    public int Count => _ends.Length;

    /// <param name="write">Writes the bytes of a token and returns their number; where there is too little room, the number needed below zero.</param>
    public static TokenTable Read(int count, TokenWriter write, Func<int, bool> endsGeneration)
    {
        var bytes = new ArrayBufferWriter<byte>(count * 8);
        var ends = new int[count];
        var flags = new BitArray(count);
        for (var token = 0; token < count; token++)
        {
            Append(token, write, bytes);
            ends[token] = bytes.WrittenCount;
            flags[token] = endsGeneration(token);
        }

        return new TokenTable(bytes.WrittenSpan.ToArray(), ends, flags);
    }

    public bool EndsGeneration(int token) => _endsGeneration[Checked(token)];

    public ReadOnlyMemory<byte> Bytes(int token)
    {
        var start = Checked(token) == 0 ? 0 : _ends[token - 1];
        return _bytes.AsMemory(start, _ends[token] - start);
    }

    private static void Append(int token, TokenWriter write, ArrayBufferWriter<byte> bytes)
    {
        var length = write(token, bytes.GetSpan(64));
        if (length < 0)
            length = write(token, bytes.GetSpan(-length));
        bytes.Advance(length);
    }

    private static string Hash(byte[] bytes, int[] ends, BitArray endsGeneration)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        hash.AppendData(MemoryMarshal.AsBytes(ends.AsSpan()));
        var flags = new byte[(endsGeneration.Count + 7) / 8];
        endsGeneration.CopyTo(flags, 0);
        hash.AppendData(flags);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private int Checked(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, Count);
        return token;
    }
}

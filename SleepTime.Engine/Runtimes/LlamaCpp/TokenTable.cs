using System.Buffers;
using System.Collections;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

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

    public static TokenTable Read(nint vocabulary)
    {
        var count = LlamaApi.VocabularyCount(vocabulary);
        var bytes = new ArrayBufferWriter<byte>(count * 8);
        var ends = new int[count];
        var endsGeneration = new BitArray(count);
        for (var token = 0; token < count; token++)
        {
            Append(vocabulary, token, bytes);
            ends[token] = bytes.WrittenCount;
            endsGeneration[token] = LlamaApi.IsEndOfGeneration(vocabulary, token);
        }

        return new TokenTable(bytes.WrittenSpan.ToArray(), ends, endsGeneration);
    }

    public bool EndsGeneration(int token) => _endsGeneration[Checked(token)];

    public ReadOnlyMemory<byte> Bytes(int token)
    {
        var start = Checked(token) == 0 ? 0 : _ends[token - 1];
        return _bytes.AsMemory(start, _ends[token] - start);
    }

    private static unsafe void Append(nint vocabulary, int token, ArrayBufferWriter<byte> bytes)
    {
        var length = Write(sizeHint: 64);
        if (length < 0)
            length = Write(sizeHint: -length);
        bytes.Advance(length);

        int Write(int sizeHint)
        {
            var target = bytes.GetSpan(sizeHint);
            fixed (byte* start = target)
                return LlamaApi.TokenBytes(vocabulary, token, start, target.Length, skipSpaces: 0, special: false);
        }
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

using System.Buffers.Binary;
using SleepTime.Engine.Runtimes.Gguf;

namespace SleepTime.Benchmarks.Models;

/// <summary>
/// A copy of a model that costs the same and never ends a text: in the matrix that gives the logits its control tokens
/// have the row of a byte that no text holds, which training has pushed below everything else (zeroes would win where
/// all other logits are negative). Every run then generates exactly as many tokens as it was asked for.
/// </summary>
internal static class EndlessCopy
{
    /// <summary>The byte 0xFF in the alphabet of a byte-level BPE: it is in no UTF-8.</summary>
    private const string NeverSaid = "\u00FF";

    /// <summary>As many as the random model's, so that one context fits both.</summary>
    private const uint ContextLength = 4096;

    public static void Write(string source, string path, uint contextLength = ContextLength)
    {
        var model = GgufFile.Read(source);
        File.Copy(source, path, overwrite: true);
        using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite);

        // Without an output matrix of its own a model uses its embeddings for that.
        var output = model.Tensors.FirstOrDefault(tensor => tensor.Name == "output.weight") ?? model.Tensors.First(tensor => tensor.Name == "token_embd.weight");
        var never = new byte[output.RowBytes];
        file.Position = RowOf(model.TokenOf(NeverSaid));
        file.ReadExactly(never);
        foreach (var token in model.ControlTokens)
        {
            file.Position = RowOf(token);
            file.Write(never);
        }
        Extend(file, model.Find("llama.context_length"), contextLength);

        long RowOf(int token) => output.Position + token * output.RowBytes;
    }

    private static void Extend(FileStream file, GgufEntry length, uint contextLength)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(length.Value) != (uint)GgufType.UInt32)
            throw new InvalidOperationException($"{length.Key} is not a number of 32 bits, so it cannot be changed in place.");
        Span<byte> value = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(value, contextLength);
        file.Position = length.Position + sizeof(uint);
        file.Write(value);
    }
}

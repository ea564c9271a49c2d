namespace SleepTime.Engine.Runtimes.Gguf;

/// <summary>How the types of ggml 0.25 store numbers: in blocks of so many elements and bytes.</summary>
internal static class GgmlTypes
{
    private static readonly Dictionary<uint, GgmlType> _all = new()
    {
        [0] = new("F32", 1, 4), [1] = new("F16", 1, 2), [30] = new("BF16", 1, 2), [28] = new("F64", 1, 8),
        [24] = new("I8", 1, 1), [25] = new("I16", 1, 2), [26] = new("I32", 1, 4), [27] = new("I64", 1, 8),
        [2] = new("Q4_0", 32, 18), [3] = new("Q4_1", 32, 20), [6] = new("Q5_0", 32, 22), [7] = new("Q5_1", 32, 24), [8] = new("Q8_0", 32, 34),
        [10] = new("Q2_K", 256, 84), [11] = new("Q3_K", 256, 110), [12] = new("Q4_K", 256, 144), [13] = new("Q5_K", 256, 176), [14] = new("Q6_K", 256, 210),
        [16] = new("IQ2_XXS", 256, 66), [17] = new("IQ2_XS", 256, 74), [18] = new("IQ3_XXS", 256, 98), [19] = new("IQ1_S", 256, 50), [20] = new("IQ4_NL", 32, 18),
        [21] = new("IQ3_S", 256, 110), [22] = new("IQ2_S", 256, 82), [23] = new("IQ4_XS", 256, 136), [29] = new("IQ1_M", 256, 56),
        [34] = new("TQ1_0", 256, 54), [35] = new("TQ2_0", 256, 66), [39] = new("MXFP4", 32, 17),
    };

    public static GgmlType? Find(uint number) => _all.GetValueOrDefault(number);
}

/// <param name="BlockSize">Elements of a block.</param>
/// <param name="BlockBytes">Bytes of a block.</param>
internal sealed record GgmlType(string Name, int BlockSize, int BlockBytes);

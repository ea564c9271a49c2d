using System.Text;

namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>Whether a text can be tokenised at once.</summary>
internal static class TokenizableText
{
    /// <summary>Far above any context; llama.cpp needs some thirty times as much memory to split a text into words.</summary>
    public const int LongestBytes = 64 << 20;

    /// <exception cref="ArgumentException">It is too long.</exception>
    public static void Verify(string text)
    {
        if (text.Length > LongestBytes || Encoding.UTF8.GetByteCount(text) > LongestBytes)
            throw new ArgumentException($"A text of more than {LongestBytes >> 20} MiB cannot be tokenised at once: split it.", nameof(text));
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SleepTime.Engine.Sharing;

/// <summary>What makes a link unguessable: 192 random bits. Pure but for the random numbers; thread-safe.</summary>
public static class ShareToken
{
    private const int RandomBytes = 24;

    /// <summary>Characters of a token; each stands in an address as it is.</summary>
    public const int Length = RandomBytes * 4 / 3;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>
    /// SHA-256 in hexadecimal digits. Neither salted nor slow: nobody can go through 2^192 tokens, and a link is found by
    /// its hash.
    /// </summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Endpoints;

/// <summary>The settings for sleep as an entity tag: they have no version, so that what they say is their tag.</summary>
internal static class PolicyETag
{
    private const int Length = 16;

    public static string Of(SleepPolicy policy) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(policy, JsonSerializerOptions.Web)))[..Length]}\"";

    /// <summary>Whether the caller saw these settings, or does not mind which ones there are.</summary>
    public static bool Allows(string? ifMatch, SleepPolicy policy) =>
        string.IsNullOrEmpty(ifMatch) || ifMatch == EntityTagHeaderValue.Any.ToString() || ifMatch == Of(policy);
}

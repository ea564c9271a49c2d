using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace SleepTime.Web.Endpoints;

/// <summary>A version as an entity tag, so that of two who edit the same the second one is told.</summary>
internal static class VersionETag
{
    public const string IfMatch = "If-Match";

    public static string Of(int version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The version that the caller saw; null when whatever there is may be replaced.</summary>
    /// <param name="path">Where the tag is given.</param>
    /// <exception cref="InvalidRequestException">It is no tag of ours.</exception>
    public static int? Read(string? ifMatch, string path)
    {
        if (string.IsNullOrEmpty(ifMatch) || ifMatch == EntityTagHeaderValue.Any.ToString())
            return null;
        return EntityTagHeaderValue.TryParse(ifMatch, out var tag) && !tag.IsWeak && int.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new InvalidRequestException(IfMatch, $"If-Match is '{ifMatch}'; it must be one ETag that GET {path} gave, such as \"3\".");
    }
}

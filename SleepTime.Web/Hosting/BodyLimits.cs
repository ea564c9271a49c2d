using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts;

namespace SleepTime.Web.Hosting;

/// <summary>
/// How much one request or message may send: enough for the largest text that <see cref="UploadOptions"/> allows, so
/// that a text that is a little too large is refused in our words and not by a broken connection.
/// </summary>
internal static class BodyLimits
{
    private const int Envelope = 64 * 1024;

    // A character of one byte becomes six when JSON escapes it.
    private const int LongestEscape = 6;

    public static IServiceCollection AddBodyLimits(this IServiceCollection services)
    {
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<UploadOptions>>((server, upload) =>
            server.Limits.MaxRequestBodySize = OfText(upload.Value));
        return services;
    }

    /// <summary>One text in JSON.</summary>
    public static long OfText(UploadOptions upload) => (long)upload.MaxBytes * LongestEscape + Envelope;

    /// <summary>Files: as much as may wait on the disk at all.</summary>
    public static long OfFiles(UploadOptions upload) => upload.MaxWaitingBytes + Envelope;
}

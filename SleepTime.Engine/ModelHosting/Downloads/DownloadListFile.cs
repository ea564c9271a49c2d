using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>The list of downloads on disk. It is replaced in one go, so that a crash leaves the old one or the new one.</summary>
internal sealed partial class DownloadListFile(string path, ILogger<DownloadListFile> logger)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public IReadOnlyList<DownloadRecord> Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<IReadOnlyList<DownloadRecord>>(File.ReadAllBytes(path), _options) ?? [] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            LogNotRead(e, path);
            return [];
        }
    }

    public void Write(IReadOnlyList<DownloadRecord> downloads)
    {
        try
        {
            var temporary = path + ".new";
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(downloads, _options));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(e, path); // the downloads themselves go on
        }
    }

    [LoggerMessage(LogLevel.Warning, "The list of downloads {Path} could not be read and begins empty; what was fetched is kept in the cache, and started again a download goes on from there.")]
    private partial void LogNotRead(Exception exception, string path);

    [LoggerMessage(LogLevel.Warning, "The list of downloads {Path} could not be written: after a restart it will be what it was before.")]
    private partial void LogNotWritten(Exception exception, string path);
}

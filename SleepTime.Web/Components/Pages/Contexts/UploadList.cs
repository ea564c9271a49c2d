using System.Text.Json;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>The files of this visit, as the browser reports on them. Used from the renderer's dispatcher only.</summary>
public sealed class UploadList
{
    private readonly List<UploadItem> _items = [];

    public IReadOnlyList<UploadItem> Items => _items;

    public bool IsUnderway => _items.Exists(item => item.IsUnderway);

    public void Add(int id, string name, long size) => _items.Add(new(id, name, size, UploadState.Waiting));

    /// <summary>All bytes sent is not yet success: the server still reads and counts.</summary>
    public void Progress(int id, int percent) =>
        Replace(id, item => item with { State = percent >= 100 ? UploadState.Checking : UploadState.Sending, Percent = Math.Clamp(percent, 0, 100) });

    /// <summary>The server's answer.</summary>
    /// <param name="status">Of HTTP; 0 when the server could not be reached.</param>
    public void Finish(int id, int status, string body) => Replace(id, item => status is >= 200 and < 300
        ? item with { State = UploadState.Stored, Percent = 100, ContextId = ReadId(body) }
        : item with { State = UploadState.Refused, Reason = ReadReason(status, body), CanRetry = CanRetry(status) });

    public void Retry(int id) => Replace(id, item => item with { State = UploadState.Waiting, Percent = 0, Reason = null, CanRetry = false });

    public void RemoveFinished() => _items.RemoveAll(item => !item.IsUnderway);

    private void Replace(int id, Func<UploadItem, UploadItem> change)
    {
        var at = _items.FindIndex(item => item.Id == id);
        if (at >= 0)
            _items[at] = change(_items[at]);
    }

    private static Guid? ReadId(string body) =>
        TryRead(body, "id") is { } text && Guid.TryParse(text, out var id) ? id : null;

    private static string ReadReason(int status, string body) => TryRead(body, "detail") ?? status switch
    {
        0 => "The server could not be reached. Check that it runs, then try again.",
        413 => "The file is larger than the server accepts.",
        _ => $"The server refused it without a reason (status {status}).{(CanRetry(status) ? " Try again." : "")}",
    };

    private static bool CanRetry(int status) => status is 0 or 408 or 429 or >= 500;

    private static string? TryRead(string body, string property)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>The files of this tab that the server does not list yet, as the browser reports on them. Used from the renderer's dispatcher only.</summary>
public sealed class SendingList
{
    private readonly List<SendingFile> _files = [];

    public IReadOnlyList<SendingFile> Files => _files;

    public bool IsUnderway => _files.Exists(file => file.IsUnderway);

    public void Add(IEnumerable<ChosenFile> chosen) => _files.AddRange(chosen.Select(file => file.Problem is null
        ? new SendingFile(file.Id, file.Name, file.Size, SendingState.Waiting)
        : new SendingFile(file.Id, file.Name, file.Size, SendingState.NotSent, Reason: file.Problem)));

    /// <summary>Takes over those that were chosen before the page was left for another one.</summary>
    public void Find(IEnumerable<FoundFile> found)
    {
        foreach (var file in found)
        {
            Add([new ChosenFile(file.Id, file.Name, file.Size, file.Problem)]);
            if (file.Status is { } status)
                Finish(file.Id, status, file.Body ?? "");
            else if (file.Percent is { } percent)
                Progress(file.Id, percent);
        }
    }

    public void Progress(int id, int percent) =>
        Replace(id, file => file with { State = percent >= 100 ? SendingState.Arriving : SendingState.Sending, Percent = Math.Clamp(percent, 0, 100) });

    /// <summary>The server's answer: what it has taken is in its own list from now on.</summary>
    /// <param name="status">Of HTTP; 0 when the server could not be reached.</param>
    public void Finish(int id, int status, string body)
    {
        if (status is >= 200 and < 300)
            _files.RemoveAll(file => file.Id == id);
        else
            Replace(id, file => file with { State = SendingState.NotSent, Reason = ReadReason(status, body), CanRetry = CanRetry(status) });
    }

    public void Retry(int id) => Replace(id, file => file with { State = SendingState.Waiting, Percent = 0, Reason = null, CanRetry = false });

    public void Forget(int id) => _files.RemoveAll(file => file.Id == id && !file.IsUnderway);

    private void Replace(int id, Func<SendingFile, SendingFile> change)
    {
        var at = _files.FindIndex(file => file.Id == id);
        if (at >= 0)
            _files[at] = change(_files[at]);
    }

    private static string ReadReason(int status, string body) => TryReadDetail(body) ?? status switch
    {
        0 => "The server could not be reached. Check that it runs, then try again.",
        413 => "The file is larger than the server accepts.",
        _ => $"The server refused it without a reason (status {status}).{(CanRetry(status) ? " Try again." : "")}",
    };

    private static bool CanRetry(int status) => status is 0 or 408 or 429 or >= 500;

    private static string? TryReadDetail(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("detail", out var value) && value.ValueKind == JsonValueKind.String
                    ? value.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

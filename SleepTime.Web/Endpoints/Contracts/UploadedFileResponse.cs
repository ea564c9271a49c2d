using System.Text.Json;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Contexts.Uploads;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>Where an uploaded file stands.</summary>
/// <param name="Reason">Of a failure that is the file's own: short and stable, such as "scanned" or "encrypted".</param>
/// <param name="Detail">Why it failed, with what to do next.</param>
/// <param name="ContextId">What it became; of a duplicate, the context that has the same text.</param>
/// <param name="Gaps">Of a stored one, what of the file is not in the context; null where all of it is, as far as is known.</param>
/// <param name="PagesDone">Pages read so far, while it is being read and has pages.</param>
/// <param name="CanRetry">Its bytes are still kept, and it failed or is a duplicate.</param>
public sealed record UploadedFileResponse(
    Guid Id, string FileName, long Size, UploadState State, string? Reason, string? Detail, Guid? ContextId, int? Tokens, DocumentGaps? Gaps,
    int? PagesDone, int? Pages, bool CanRetry, DateTimeOffset CreatedAt, DateTimeOffset KeptUntil)
{
    public static UploadedFileResponse From(UploadDetails details)
    {
        var upload = details.Upload;
        return new(
            upload.Id, upload.FileName, upload.Size, upload.State, upload.Refusal is { } refusal ? JsonNamingPolicy.CamelCase.ConvertName(refusal.ToString()) : null, upload.Failure,
            upload.ContextId, upload.Tokens, upload.Gaps, details.Progress?.PagesDone, details.Progress?.Pages,
            upload.HasBytes && upload.State is (UploadState.Failed or UploadState.Duplicate), upload.CreatedAt, upload.KeptUntil);
    }
}

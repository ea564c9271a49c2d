namespace SleepTime.Web.Components.Pages.Contexts;

public enum UploadState
{
    Waiting,
    Sending,
    Checking,
    Stored,
    Refused,
}

/// <summary>One file on its way to the server.</summary>
/// <param name="Percent">Sent so far.</param>
/// <param name="ContextId">What it became, once stored.</param>
/// <param name="Reason">Why it was refused, in words.</param>
/// <param name="CanRetry">The same file may be taken another time: the server and not the file was in the way.</param>
public sealed record UploadItem(int Id, string Name, long Size, UploadState State, int Percent = 0, Guid? ContextId = null, string? Reason = null, bool CanRetry = false)
{
    public bool IsUnderway => State is UploadState.Waiting or UploadState.Sending or UploadState.Checking;
}

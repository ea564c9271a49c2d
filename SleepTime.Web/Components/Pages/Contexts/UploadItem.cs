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
public sealed record UploadItem(int Id, string Name, long Size, UploadState State, int Percent = 0, Guid? ContextId = null, string? Reason = null)
{
    public bool IsUnderway => State is UploadState.Waiting or UploadState.Sending or UploadState.Checking;
}

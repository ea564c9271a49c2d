namespace SleepTime.Web.Components.Pages.Contexts;

public enum SendingState
{
    Waiting,
    Sending,

    /// <summary>All bytes are out; the server has not said yet that it has them.</summary>
    Arriving,
    NotSent,
}

/// <summary>One file on its way from this browser to the server, which lists it from its last byte on.</summary>
/// <param name="Size">Null where it is unknown.</param>
/// <param name="Percent">Sent so far.</param>
/// <param name="Reason">Why it was not sent, in words.</param>
/// <param name="CanRetry">The same file may be sent another time: the connection and not the file was in the way.</param>
public sealed record SendingFile(int Id, string Name, long? Size, SendingState State, int Percent = 0, string? Reason = null, bool CanRetry = false)
{
    public bool IsUnderway => State is not SendingState.NotSent;
}

/// <summary>A file as the browser names it.</summary>
/// <param name="Size">Null of a folder, and of what cannot be read.</param>
/// <param name="Problem">Why it is not even sent, such as its size; null when it is.</param>
public sealed record ChosenFile(int Id, string Name, long? Size, string? Problem);

/// <summary>A file that the browser had before this page was opened, and how far it came.</summary>
/// <param name="Percent">Sent so far; null of one that waits.</param>
/// <param name="Status">Of the server's answer, with its <paramref name="Body"/>; null of one that is still under way, and where there is a problem.</param>
public sealed record FoundFile(int Id, string Name, long? Size, string? Problem, int? Percent, int? Status, string? Body);

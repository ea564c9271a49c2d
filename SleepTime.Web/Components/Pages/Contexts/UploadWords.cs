using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Where an upload stands, in words.</summary>
public static class UploadWords
{
    public static Tone ToneOf(UploadState state) => state switch
    {
        UploadState.Extracting => Tone.Busy,
        UploadState.Stored => Tone.Good,
        UploadState.Duplicate => Tone.Warning,
        UploadState.Failed => Tone.Bad,
        _ => Tone.Quiet,
    };

    public static string State(UploadDetails item) => item.Upload.State switch
    {
        UploadState.Received => "Waits to be read",
        UploadState.Extracting when item.Progress is { } progress => $"Reading page {NumberWords.Count(progress.PagesDone)} of {NumberWords.Count(progress.Pages)}",
        UploadState.Extracting => "Reading it",
        UploadState.Stored => "Stored",
        UploadState.Duplicate => "Already there",
        _ => "Failed",
    };

    /// <summary>Whether reading the same bytes once more can end otherwise, such as with a higher limit: not when the file itself is what is wrong.</summary>
    public static bool CanTryAgain(Upload upload) => upload is
    {
        State: UploadState.Failed, HasBytes: true,
        Refusal: null or ContextRefusal.TooLarge or ContextRefusal.TooManyPages or ContextRefusal.TooSlow or ContextRefusal.TooMuchMemory,
    };

    /// <summary>What follows from its state; null when the state says it all.</summary>
    /// <param name="isEstimate">Numbers of tokens are upper estimates, as with a remote model.</param>
    public static string? About(UploadDetails item, int? textLimit, DateTimeOffset now, bool isEstimate = false) => item.Upload switch
    {
        { State: UploadState.Stored, ContextId: null } => "The context that it became has been deleted.",
        { State: UploadState.Stored, Tokens: { } tokens } stored => (isEstimate ? "At most " : "") + Fit(tokens, textLimit) + (stored.Gaps is { } gaps ? " " + SourceWords.Missing(gaps) : ""),
        { State: UploadState.Duplicate } duplicate =>
            $"{(item.ContextTitle is { } title ? $"“{title}” has the very same text." : "A context had the very same text, and has been deleted since.")}{Kept(duplicate, now)}",
        { State: UploadState.Failed, HasBytes: true } failed when !CanTryAgain(failed) => "Trying again would end the same way. Choose another file, or this one once it is put right.",
        { State: UploadState.Failed } failed => Kept(failed, now).TrimStart(),
        _ => null,
    };

    public static string Summary(UploadCounts counts)
    {
        string?[] parts =
        [
            counts.Underway > 0 ? $"{NumberWords.Count(counts.Underway)} being read" : null,
            counts.Stored > 0 ? $"{NumberWords.Count(counts.Stored)} stored" : null,
            counts.Duplicates > 0 ? $"{NumberWords.Count(counts.Duplicates)} already there" : null,
            counts.Failed > 0 ? $"{NumberWords.Count(counts.Failed)} failed" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Fit(int tokens, int? limit) => limit switch
    {
        null => $"{NumberWords.Of(tokens, "token")}.",
        _ when tokens <= limit => $"{NumberWords.Of(tokens, "token")}: fits the {NumberWords.Count(limit)} that the loaded model has room for.",
        _ => $"{NumberWords.Of(tokens, "token")}: too long to read at once, since the loaded model has room for {NumberWords.Count(limit)}. It is read in sections, and a question gets those that match it.",
    };

    private static string Kept(Upload upload, DateTimeOffset now)
    {
        if (!upload.HasBytes)
            return " Nothing of the file was kept; choose it anew to try again.";
        var hours = (int)Math.Ceiling((upload.KeptUntil - now).TotalHours);
        return $" The file is kept for {(hours >= 48 ? NumberWords.Of(hours / 24, "day") : NumberWords.Of(Math.Max(1, hours), "hour"))}.";
    }
}

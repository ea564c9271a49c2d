using SleepTime.Engine.Sharing;

namespace SleepTime.Web.Components.Shared.Sharing;

/// <summary>Links in words.</summary>
public static class ShareWords
{
    public static string Kind(ShareKind kind) => kind switch
    {
        ShareKind.Comparison => "Comparison",
        ShareKind.Run => "Answer",
        ShareKind.Context => "Context",
        _ => "Overview",
    };

    /// <summary>What is given away, said before it is.</summary>
    public static string WhatIsSeen(ShareKind kind) => kind switch
    {
        ShareKind.Comparison =>
            "The question, both answers with their figures and settings, the expected answer, the votes without names, the title of the context, and the notes that the answers can be read off.",
        ShareKind.Run => "The question, the answer with its figures and settings, the expected answer, the title of the context, and the notes that the answer can be read off.",
        ShareKind.Context => "The title, the whole text, and the newest notes, those of its sections too: each line with whether it is verified and the sentences that it comes from.",
        _ => "What the overview shows: what the model does, alerts, what was learned and what paid off with the titles of contexts, and the latest comparisons: their questions, tokens and times, and who was right.",
    };

    public static string State(ShareState state) => state switch
    {
        ShareState.Live => "Works",
        ShareState.Expired => "Expired",
        _ => "Revoked",
    };

    public static Tone ToneOf(ShareState state) => state == ShareState.Live ? Tone.Good : Tone.Quiet;

    public static string Opened(ShareView share) => share.OpenedCount switch
    {
        0 => "never opened",
        1 => "opened once",
        _ => $"opened {NumberWords.Count(share.OpenedCount)} times",
    };

    /// <summary>A moment by the calendar, for pages that do not move with the clock.</summary>
    public static string At(DateTimeOffset at) => at.ToUniversalTime().ToString("d MMMM yyyy, HH:mm 'UTC'");
}

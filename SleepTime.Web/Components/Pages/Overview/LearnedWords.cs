using SleepTime.Engine.Overview;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Overview;

/// <summary>What sleep learned, in words.</summary>
public static class LearnedWords
{
    /// <summary>The share of new lines that were shown to hold, struck ones counted; unknown without any.</summary>
    public static string Verified(LearnedLately learned) => NumberWords.Percent(learned.Verified, learned.Lines);

    /// <summary>"12 new notes, 10 of them shown to hold, 2 struck": what sleep did on one context.</summary>
    public static string Of(LearnedContext context)
    {
        if (context is { Notes: 0, Refuted: 0 })
            return Work(context);
        var notes = NumberWords.Of(context.Notes, "new note");
        var held = context.Notes == 0 ? "" : context.Verified == context.Notes ? context.Notes == 1 ? ", shown to hold" : ", all shown to hold" : $", {NumberWords.Count(context.Verified)} shown to hold";
        return $"{notes}{held}{(context.Refuted == 0 ? "" : $", {NumberWords.Count(context.Refuted)} struck")}";
    }

    // A job that is under way has stored passes and no notes yet.
    private static string Work(LearnedContext context) => context switch
    {
        { Passes: 0, Sections: > 0 } => $"{NumberWords.Of(context.Sections, "section")} read",
        { Passes: > 0 } => $"{NumberWords.Of(context.Passes, "pass", "passes")} and nothing new",
        _ => "nothing new",
    };
}

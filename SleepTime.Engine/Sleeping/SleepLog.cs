using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>What happened to a job, in sentences for its log. Pure.</summary>
internal static class SleepLog
{
    public static string Pass(IReadOnlyList<SleepPass> passes, int steppedAside)
    {
        var runs = passes.Count == 1 ? "" : $" by {passes.Count} runs side by side";
        var tokens = passes.Sum(pass => pass.Usage.CompletionTokens);
        var lines = passes.Sum(pass => NotesParser.Lines(pass).Count());
        var ends = passes.Select(PassEnding.Of).Distinct().Select(Describe).OfType<string>();
        return $"Pass {passes[0].Number}{runs}: {Count(lines, "line")}, {Count(tokens, "token")}.{string.Concat(ends.Select(end => $" {end}"))}{LeftOut(passes)}{Aside(steppedAside)}";
    }

    public static string Checks(IReadOnlyList<NoteCheck> checks, int steppedAside)
    {
        var struck = checks.Count(check => check.Verified == false);
        var open = checks.Count(check => check.Verified is null);
        var asked = checks.Count(check => check.Usage.CompletionTokens > 0);
        return $"Verified {checks.Count(check => check.Verified == true)} of {Count(checks.Count, "line")}, struck {struck}"
            + (open > 0 ? $", {open} nobody could tell" : "") + (asked > 0 ? $"; the model was asked about {asked}." : ".") + Aside(steppedAside);
    }

    /// <param name="questions">Of every run; those of the first are kept.</param>
    public static string Questions(IReadOnlyList<SleepPass> questions, int steppedAside)
    {
        var runs = questions.Count == 1 ? "" : $" by {questions.Count} runs side by side, of which the first one’s are kept";
        var tokens = questions.Sum(run => run.Usage.CompletionTokens);
        return $"Expects {Count(AnticipatedQuestion.Parse(questions[0]).Count, "question")}, {Count(tokens, "token")}{runs}.{LeftOut(questions)}{Aside(steppedAside)}";
    }

    /// <param name="leftOut">Usable notes that have no room in the prompts of questions.</param>
    /// <param name="sections">How many parts a long text has; null for a text that fits.</param>
    public static string End(NotesVersion notes, SleepEnd end, int leftOut, int? sections, int steppedAside)
    {
        var why = end switch
        {
            SleepEnd.AllPasses => sections is null ? "all passes are done" : "all sections are done",
            SleepEnd.Finished => notes.Lines.Count == 0 ? "the model wrote no notes" : "the model had nothing to add",
            SleepEnd.Looped => "the model went round in circles",
            SleepEnd.TooLittleNew => "the last pass brought too little that was new",
            SleepEnd.BudgetSpent => "the tokens for this text are spent",
            _ => throw new ArgumentOutOfRangeException(nameof(end), end, "There is no such end."),
        };
        return $"Completed, because {why}: {Count(notes.Lines.Count(line => !line.Struck), "note")}, {notes.Lines.Count(line => line.Struck)} struck, {Count(notes.Usage.CompletionTokens, "token")} in all."
            + (notes.HasUsable ? "" : " Where there are notes from before, they stay in use.")
            + (leftOut > 0 ? $" The prompts of questions have no room for {leftOut:N0} of the notes; what a person wrote goes in first, then what is verified, then what later passes wrote." : "")
            + Aside(steppedAside);
    }

    /// <summary>Within a section of a long text, whose passes have no line of their own in the log; null when it never did.</summary>
    public static string? AsideIn(int section, int times) => times == 0 ? null : $"Section {section:N0}:{Aside(times)}";

    /// <param name="times">1 or more.</param>
    public static string OnlyAside(int times) => Aside(times).TrimStart();

    private static string LeftOut(IReadOnlyList<SleepPass> passes) => passes.Max(pass => pass.NotesLeftOut) switch
    {
        0 => "",
        1 => " One note had no room in the prompt and was left out of it.",
        var many => $" {many:N0} notes had no room in the prompt and were left out of it.",
    };

    private static string Aside(int times) => times switch
    {
        0 => "",
        1 => " Stepped aside once for a question.",
        _ => $" Stepped aside {times} times for questions.",
    };

    private static string? Describe(PassEnd end) => end switch
    {
        PassEnd.Finished => "It said that it had nothing to add.",
        PassEnd.Empty => "It wrote nothing.",
        PassEnd.CutOff => "It ran to its token limit; the line that was cut off is left out.",
        PassEnd.Looped => "It repeated itself, or wrote a line without end, and was stopped; each whole line counts once.",
        _ => null,
    };

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number:N0} {what}s";
}

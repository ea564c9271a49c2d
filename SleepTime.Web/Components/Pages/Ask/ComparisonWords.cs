using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <param name="Change">Signed, SleepTime against Standard.</param>
/// <param name="IsBetter">Null when neither is.</param>
public sealed record DeltaLine(string Label, string Change, bool? IsBetter);

/// <summary>The difference between two answers to the same question, SleepTime measured against Standard.</summary>
public static class ComparisonWords
{
    /// <summary>
    /// The main thing in a sentence, or why there is nothing to compare. Few tokens are no merit of an answer that is
    /// not right: then that comes first.
    /// </summary>
    public static string Headline(Run? standard, Run? sleepTime, string? expected)
    {
        if (standard is null || sleepTime is null)
            return "The difference shows when both have ended.";
        if (standard.State != RunState.Completed || sleepTime.State != RunState.Completed)
            return $"Nothing to compare: {Missing(standard, sleepTime)}.";
        if (standard.Usage is not { CompletionTokens: > 0 } one || sleepTime.Usage is not { CompletionTokens: > 0 } other)
            return "Nothing to compare: the tokens of a run are unknown.";
        return IsPraiseDue(sleepTime, expected)
            ? $"SleepTime used {Tokens(one.CompletionTokens, other.CompletionTokens)}.{Differ(standard, sleepTime, expected)}"
            : Verdict(standard, sleepTime, expected) ?? "Not every answer could be checked.";
    }

    /// <summary>What belongs beside the headline: the verdict or the figures, and what the prompts differ in.</summary>
    public static IReadOnlyList<string> Details(Run? standard, Run? sleepTime, string? expected)
    {
        if (standard is not { State: RunState.Completed, Usage: { CompletionTokens: > 0 } one } || sleepTime is not { State: RunState.Completed, Usage: { CompletionTokens: > 0 } other })
            return [];
        var first = IsPraiseDue(sleepTime, expected)
            ? Verdict(standard, sleepTime, expected)
            : $"Completion tokens: {NumberWords.Count(one.CompletionTokens)} for Standard, {NumberWords.Count(other.CompletionTokens)} for SleepTime.";
        string?[] all = [first, Prompts(other.PromptTokens - one.PromptTokens)];
        return [.. all.OfType<string>()];
    }

    public static IReadOnlyList<DeltaLine> Deltas(Run? standard, Run? sleepTime, string? expected)
    {
        if (standard is not { State: RunState.Completed } || sleepTime is not { State: RunState.Completed })
            return [];
        DeltaLine[] lines =
        [
            Count("Completion", standard.Usage?.CompletionTokens, sleepTime.Usage?.CompletionTokens),
            Count("Prompt, not cached", Computed(standard), Computed(sleepTime)),
            Time("First token", standard.Timings?.TimeToFirstTokenMs, sleepTime.Timings?.TimeToFirstTokenMs),
            Time("Total", standard.Timings?.TotalMs, sleepTime.Timings?.TotalMs),
        ];
        return IsPraiseDue(sleepTime, expected) ? lines : [.. lines.Select(line => line with { IsBetter = null })];
    }

    /// <summary>Who got it right; null where nobody knows the answer.</summary>
    public static string? Verdict(Run? standard, Run? sleepTime, string? expected)
    {
        if (standard is not { State: RunState.Completed } || sleepTime is not { State: RunState.Completed })
            return null;
        return (AnswerScore.Of(standard.Answer, expected)?.IsRight, AnswerScore.Of(sleepTime.Answer, expected)?.IsRight) switch
        {
            (null, _) or (_, null) => null,
            (true, true) => "Both answers are right.",
            (true, false) => "Only Standard is right.",
            (false, true) => "Only SleepTime is right.",
            _ => "Neither answer is right.",
        };
    }

    // Where the right answer is known, the verdict says more.
    private static string Differ(Run standard, Run sleepTime, string? expected) =>
        string.IsNullOrWhiteSpace(expected) && AnswerScore.AreSame(standard.Answer, sleepTime.Answer) == false ? " The answers differ." : "";

    private static bool IsPraiseDue(Run sleepTime, string? expected) =>
        string.IsNullOrWhiteSpace(expected) || AnswerScore.Of(sleepTime.Answer, expected)?.IsRight == true;

    private static string Prompts(int more) => more switch
    {
        0 => "Both prompts were equally long.",
        > 0 => $"The SleepTime prompt was {NumberWords.Of(more, "token")} longer: it reads the notes too.",
        _ => $"The SleepTime prompt was {NumberWords.Of(-more, "token")} shorter.",
    };

    private static string Tokens(int standard, int sleepTime)
    {
        if (standard == sleepTime)
            return "as many completion tokens as Standard";
        var (word, ratio) = sleepTime < standard ? ("fewer", (double)standard / sleepTime) : ("more", (double)sleepTime / standard);
        var much = ratio >= 1.5 ? $"{ratio:0.#} times" : $"{Math.Abs(standard - sleepTime) / (double)standard * 100:0} %";
        return $"{much} {word} completion tokens";
    }

    private static string Missing(Run standard, Run sleepTime)
    {
        var reasons = new[] { standard, sleepTime }
            .Where(run => run.State != RunState.Completed)
            .Select(run => $"{RunWords.Mode(run.Mode)} {(run.State == RunState.Cancelled ? "was stopped" : run.State == RunState.Failed ? "failed" : "has not ended")}");
        return string.Join(" and ", reasons);
    }

    private static int? Computed(Run run) => run.Usage is { } usage ? usage.PromptTokens - usage.CachedTokens : null;

    private static DeltaLine Count(string label, int? standard, int? sleepTime) =>
        new(label, sleepTime - standard is { } change ? $"{NumberWords.Delta(change)} {(Math.Abs(change) == 1 ? "token" : "tokens")}" : NumberWords.Unknown, Better(standard, sleepTime));

    private static DeltaLine Time(string label, double? standard, double? sleepTime) =>
        new(label, DurationWords.Delta(sleepTime - standard), Better(standard, sleepTime));

    private static bool? Better(double? standard, double? sleepTime) => (sleepTime - standard) switch
    {
        null or (> -1 and < 1) => null,
        < 0 => true,
        _ => false,
    };
}

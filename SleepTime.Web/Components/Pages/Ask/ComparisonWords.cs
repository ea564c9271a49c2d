using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <param name="Change">Signed, SleepTime against Standard.</param>
/// <param name="IsBetter">Null when neither is.</param>
public sealed record DeltaLine(string Label, string Change, bool? IsBetter);

/// <summary>The difference between two answers to the same question, SleepTime measured against Standard.</summary>
public static class ComparisonWords
{
    /// <summary>The main thing in a sentence, or why there is nothing to compare.</summary>
    public static string Headline(Run? standard, Run? sleepTime)
    {
        if (standard is null || sleepTime is null)
            return "The difference shows when both have ended.";
        if (standard.State != RunState.Completed || sleepTime.State != RunState.Completed)
            return $"Nothing to compare: {Missing(standard, sleepTime)}.";
        if (standard.Usage is not { CompletionTokens: > 0 } one || sleepTime.Usage is not { CompletionTokens: > 0 } other)
            return "Nothing to compare: the tokens of a run are unknown.";
        return $"SleepTime used {Tokens(one.CompletionTokens, other.CompletionTokens)}.";
    }

    public static IReadOnlyList<DeltaLine> Deltas(Run? standard, Run? sleepTime)
    {
        if (standard is not { State: RunState.Completed } || sleepTime is not { State: RunState.Completed })
            return [];
        return
        [
            Count("Completion", standard.Usage?.CompletionTokens, sleepTime.Usage?.CompletionTokens),
            Count("Prompt, not cached", Computed(standard), Computed(sleepTime)),
            Time("First token", standard.Timings?.TimeToFirstTokenMs, sleepTime.Timings?.TimeToFirstTokenMs),
            Time("Total", standard.Timings?.TotalMs, sleepTime.Timings?.TotalMs),
        ];
    }

    /// <summary>Who got it right; null where nobody knows the answer.</summary>
    public static string? Verdict(Run? standard, Run? sleepTime, string? expected)
    {
        if (standard is not { State: RunState.Completed } || sleepTime is not { State: RunState.Completed })
            return null;
        return (AnswerText.IsRight(standard.Answer, expected), AnswerText.IsRight(sleepTime.Answer, expected)) switch
        {
            (null, _) or (_, null) => null,
            (true, true) => "Both are right.",
            (true, false) => "Only Standard is right.",
            (false, true) => "Only SleepTime is right.",
            _ => "Neither is right.",
        };
    }

    private static string Tokens(int standard, int sleepTime)
    {
        if (standard == sleepTime)
            return "as many tokens as Standard";
        var (word, ratio) = sleepTime < standard ? ("fewer", (double)standard / sleepTime) : ("more", (double)sleepTime / standard);
        var much = ratio >= 1.5 ? $"{ratio:0.#} times" : $"{Math.Abs(standard - sleepTime) / (double)standard * 100:0} %";
        return $"{much} {word} tokens";
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

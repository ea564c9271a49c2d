using System.Text.RegularExpressions;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Numbers;

namespace SleepTime.Engine.Experiments.Scoring;

/// <summary>Scores answers by one of the rules of <see cref="ScorerKind"/>. A reply without an answer is wrong, not missing. Pure.</summary>
public static partial class AnswerScorer
{
    /// <param name="reply">Everything that the model said.</param>
    /// <param name="tolerance">For <see cref="ScorerKind.NumericTolerance"/>: share of the expected number, 0 or more; of 1 where less than that is expected.</param>
    public static ScoredAnswer Score(ScorerKind scorer, double tolerance, string reply, string expected) => scorer switch
    {
        ScorerKind.Answer => AnswerScore.Of(reply, expected) is { } score ? new ScoredAnswer(score.IsRight, score.Extracted) : new ScoredAnswer(false, AnswerParser.FinalAnswer(reply)),
        ScorerKind.LastNumber => OfNumber(AnswerNumbers.Last(Said(reply)), expected, (given, wanted) => given == wanted),
        ScorerKind.NumericTolerance => OfNumber(AnswerNumbers.Last(Said(reply)), expected, (given, wanted) => IsWithin(tolerance, given, wanted)),
        ScorerKind.BoxedInteger => OfBox(reply, expected),
        ScorerKind.NormalisedText => OfText(Said(reply), given => Normalise(given) == Normalise(expected)),
        ScorerKind.Exact => OfText(Said(reply), given => given == expected.Trim()),
        _ => throw new ArgumentOutOfRangeException(nameof(scorer), scorer, "There is no such scorer."),
    };

    /// <summary>Why an expected answer cannot be scored by a rule, in words that follow "the answer"; null when it can.</summary>
    public static string? Refusal(ScorerKind scorer, string expected) => scorer switch
    {
        ScorerKind.LastNumber or ScorerKind.NumericTolerance when AnswerNumbers.Whole(expected) is null =>
            $"“{Short(expected)}” is not a number, which this scorer compares. Choose a scorer for text, or put a number there.",
        ScorerKind.BoxedInteger when AnswerNumbers.Whole(expected) is not { } number || number != Math.Truncate(number) =>
            $"“{Short(expected)}” is not a whole number, which this scorer compares. Choose another scorer, or put a whole number there.",
        ScorerKind.NormalisedText when Normalise(expected).Length == 0 => $"“{Short(expected)}” has neither letters nor digits to compare. Choose the exact scorer.",
        _ => null,
    };

    /// <summary>What follows the last "Answer:"; all that was said where there is none, as other models' prompts have other marks. What a model only thought does not count.</summary>
    private static string Said(string reply) => AnswerParser.FinalAnswer(reply) ?? ThoughtText.Split(reply).Said.Trim();

    private static ScoredAnswer OfNumber(AnswerNumber? given, string expected, Func<decimal, decimal, bool> equals) =>
        new(given is not null && AnswerNumbers.Whole(expected) is { } wanted && equals(given.Value, wanted), given?.Text);

    private static bool IsWithin(double tolerance, decimal given, decimal wanted) =>
        Math.Abs((double)given - (double)wanted) <= tolerance * Math.Max(1, Math.Abs((double)wanted));

    private static ScoredAnswer OfBox(string reply, string expected)
    {
        if (LastBox(ThoughtText.Split(reply).Said) is not { } box)
            return new ScoredAnswer(false, null);
        var given = AnswerNumbers.Whole(box);
        return new ScoredAnswer(given is not null && given == Math.Truncate(given.Value) && given == AnswerNumbers.Whole(expected), box);
    }

    /// <summary>What stands in the last \boxed{…}, braces within it paired; null when there is none, or it is not closed.</summary>
    private static string? LastBox(string reply)
    {
        const string mark = "\\boxed{";
        var at = reply.LastIndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var start = at + mark.Length;
        for (int i = start, depth = 1; i < reply.Length; i++)
        {
            depth += reply[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return reply[start..i].Trim();
        }
        return null;
    }

    private static ScoredAnswer OfText(string said, Func<string, bool> equals) => said.Length == 0 ? new ScoredAnswer(false, null) : new ScoredAnswer(equals(said), said);

    private static string Normalise(string text) =>
        string.Join(' ', Word().Matches(text.Normalize().ToLowerInvariant()).Select(word => word.Value).Where(word => word is not ("a" or "an" or "the")));

    private static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";

    // A point or comma within a number belongs to it, and so does its sign.
    [GeneratedRegex(@"(?:(?<![\p{L}\p{Nd}])[-−](?=\d))?[\p{L}\p{Nd}]+(?:(?<=\d)[.,](?=\d)\d+|['’][\p{L}]+)*")]
    private static partial Regex Word();
}

using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>Right or wrong, with the rule that found it.</summary>
public static class ScoreWords
{
    private const int LongestQuote = 80;

    public static string Label(AnswerScore? score) => score switch
    {
        null => "Not scored",
        { IsRight: true, Rule: ScoreRule.Exact } => "Right, the same",
        { IsRight: true, Rule: ScoreRule.Number } => "Right, the number is equal",
        { IsRight: true } => "Right, contains it",
        { Rule: ScoreRule.Number } => "Wrong, another number",
        _ => "Wrong, does not contain it",
    };

    /// <summary>The rule and what of the answer it was held against.</summary>
    public static string Explain(AnswerScore? score) => score switch
    {
        null => "The reply has no line that begins with “Answer:”, so there is nothing to compare.",
        { Rule: ScoreRule.Exact } => $"Scored by its text: {Quote(score)} is the expected answer but for case, spaces, quotes and digit grouping.",
        { Rule: ScoreRule.Number } => $"Scored by its number: one is expected, in digits, as a fraction or in words, and the only one of the answer has to equal it. Compared: {Quote(score)}.",
        _ => $"Scored by its words: the expected ones have to stand in the answer, one after the other. Compared: {Quote(score)}.",
    };

    public static Tone ToneOf(AnswerScore? score) => score?.IsRight switch { true => Tone.Good, false => Tone.Bad, null => Tone.Quiet };

    private static string Quote(AnswerScore score)
    {
        var words = score.Extracted;
        if (words.Length <= LongestQuote)
            return $"“{words}”";
        return $"“{words[..(char.IsHighSurrogate(words[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)].TrimEnd()}…”";
    }
}

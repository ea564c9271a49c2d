using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>Right or wrong, with the rule that found it.</summary>
public static class ScoreWords
{
    public static string Label(AnswerScore? score) => score switch
    {
        null => "Not scored",
        { IsRight: true, Rule: ScoreRule.Exact } => "Right, the same",
        { IsRight: true, Rule: ScoreRule.Number } => "Right, the number is equal",
        { IsRight: true } => "Right, contains it",
        { Rule: ScoreRule.Number } => "Wrong, another number",
        _ => "Wrong, does not contain it",
    };

    public static string Explain(AnswerScore? score) => score?.Rule switch
    {
        null => "The reply has no line that begins with “Answer:”, so there is nothing to compare.",
        ScoreRule.Exact => "The answer is the expected one but for case, spaces, quotes and digit grouping.",
        ScoreRule.Number => "A number is expected, so the answer's only number has to equal it.",
        _ => "The expected words have to stand in the answer, one after the other.",
    };

    public static Tone ToneOf(AnswerScore? score) => score?.IsRight switch { true => Tone.Good, false => Tone.Bad, null => Tone.Quiet };
}

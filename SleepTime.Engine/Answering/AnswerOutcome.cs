using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Answering;

/// <summary>
/// What came of a completed run. Two runs of a comparison tell what an answer costs in each mode only where the same came
/// of both: to say that one does not know is cheaper than to work an answer out.
/// </summary>
public enum AnswerOutcome
{
    /// <summary>An answer, right or wrong.</summary>
    Given,

    /// <summary>The model said that the text does not settle the question.</summary>
    Unknown,

    /// <summary>It ran to its limit before it had ended.</summary>
    CutOff,
}

/// <summary>Tells what came of a run. Pure.</summary>
internal static class AnswerOutcomes
{
    // What the prompts of every profile ask for.
    private const string Unknown = "unknown";

    public static AnswerOutcome Of(string text, FinishReason reason)
    {
        if (reason == FinishReason.MaxTokens)
            return AnswerOutcome.CutOff;
        return AnswerParser.FinalAnswer(text)?.Trim('.', '*', '`', ' ').Equals(Unknown, StringComparison.OrdinalIgnoreCase) == true ? AnswerOutcome.Unknown : AnswerOutcome.Given;
    }
}

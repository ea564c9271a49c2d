using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>A question that the model expects on a context, with the answer that it gives from its notes.</summary>
public sealed record AnticipatedQuestion(string Question, string Answer)
{
    /// <summary>The questions of a reply, a line each: the question, "Answer:", the answer. Other lines are left out. Pure.</summary>
    public static IReadOnlyList<AnticipatedQuestion> Parse(string reply) =>
        [.. reply.Split('\n').Select(ParseLine).OfType<AnticipatedQuestion>().DistinctBy(line => line.Question)];

    /// <summary>The questions of a pass; a last line that was cut off is left out, because half an answer is another answer.</summary>
    public static IReadOnlyList<AnticipatedQuestion> Parse(SleepPass pass) =>
        Parse(pass.Looped || pass.FinishReason == FinishReason.MaxTokens ? pass.Text[..(pass.Text.LastIndexOf('\n') + 1)] : pass.Text);

    private static AnticipatedQuestion? ParseLine(string line)
    {
        if (AnswerParser.FinalAnswerStart(line) is not { } at || AnswerParser.FinalAnswer(line) is not { } answer)
            return null;
        var question = line[..at].Trim();
        return question.Length == 0 ? null : new AnticipatedQuestion(question, answer);
    }
}

using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>Divides a word problem into what is given and what is asked: its last sentence, as in the paper's stateful data sets. Pure.</summary>
internal static class ProblemSplitter
{
    private const string AnswerMark = "####";

    /// <returns>Null when the problem has one sentence only.</returns>
    public static (string Context, string Question)? Split(string problem) =>
        SentenceSplitter.Split(problem) is [_, .., var last] ? (problem[..last.Start].Trim(), problem[last.Start..].Trim()) : null;

    /// <summary>What follows "####", where GSM8K has the answer behind its working out; everything where there is no such mark.</summary>
    public static string FinalAnswer(string answer)
    {
        var at = answer.LastIndexOf(AnswerMark, StringComparison.Ordinal);
        return (at < 0 ? answer : answer[(at + AnswerMark.Length)..]).Trim();
    }

    /// <summary>A row that holds a whole problem.</summary>
    public static ImportRow ToRow(int line, string? id, string problem, string answer, string? kind)
    {
        if (string.IsNullOrWhiteSpace(problem))
            return ImportRow.Faulty(line, "The question is empty. Put the problem there, or leave the row out.");
        return Split(problem) is var (context, question)
            ? ImportRow.Of(line, id, context, new DataSetQuestion(question, FinalAnswer(answer), kind?.Trim() ?? ""))
            : ImportRow.Faulty(line, "It has one sentence only, so that nothing is given before the question. Put what is given into sentences of its own, or leave the row out.");
    }
}

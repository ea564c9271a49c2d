using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>Finds what is wrong with rows, one after the other: it remembers their ids.</summary>
internal sealed class ImportCheck(ScorerKind scorer)
{
    public const int MaxContextLength = 1_000_000;
    public const int MaxTextLength = 4_000;
    public const int MaxIdLength = 200;

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <returns>The context, or why there is none.</returns>
    public (DataSetContext? Context, string? Fault) Look(ImportRow row)
    {
        if (row.Fault is not null)
            return (null, row.Fault);
        if (FaultOf(row) is { } fault)
            return (null, fault);
        var id = row.Id.Length > 0 ? row.Id : $"line-{row.Line}";
        return _lines.TryAdd(id, row.Line)
            ? (new DataSetContext(id, row.Context!.Trim(), row.Questions), null)
            : (null, $"The id “{id}” is that of line {_lines[id]} already. Give each context an id of its own{(row.Questions.Count > 0 ? ", and keep the rows of one context together" : "")}.");
    }

    private string? FaultOf(ImportRow row)
    {
        if (string.IsNullOrWhiteSpace(row.Context))
            return "The context is empty. Put what is given there, or leave the row out.";
        if (row.Context.Length > MaxContextLength)
            return $"The context has {row.Context.Length:N0} characters; {MaxContextLength:N0} are taken. Divide it.";
        if (row.Id.Length > MaxIdLength)
            return $"The id has {row.Id.Length:N0} characters; {MaxIdLength} are taken. Shorten it.";
        if (row.Questions.Count == 0)
            return "The context has no question. Add one, or leave the row out.";
        return row.Questions.Select((question, index) => FaultOf(question, row.Questions.Count > 1 ? $"Question {index + 1}" : "The question")).FirstOrDefault(fault => fault is not null);
    }

    private string? FaultOf(DataSetQuestion question, string which)
    {
        if (question.Question.Length is 0 or > MaxTextLength)
            return question.Question.Length == 0 ? $"{which} is empty. Write it, or leave the row out." : $"{which} has {question.Question.Length:N0} characters; {MaxTextLength:N0} are taken. Shorten it.";
        if (question.Answer.Length is 0 or > Answering.AnswerScore.MaxExpectedLength)
            return question.Answer.Length == 0 ? $"{which} has no answer. Write the right one, or leave the row out." : $"The answer has {question.Answer.Length:N0} characters; {Answering.AnswerScore.MaxExpectedLength} are taken. Shorten it.";
        return AnswerScorer.Refusal(scorer, question.Answer) is { } refusal ? $"The answer {refusal}" : null;
    }
}

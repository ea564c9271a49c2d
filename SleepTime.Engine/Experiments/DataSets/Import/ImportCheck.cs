using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>Finds what is wrong with rows, one after the other: it remembers their ids and kinds.</summary>
internal sealed class ImportCheck(ScorerKind scorer)
{
    public const int MaxContextLength = 1_000_000;
    public const int MaxTextLength = 4_000;
    public const int MaxIdLength = 200;
    public const int MaxKindLength = 60;

    /// <summary>Each is a column of every table of figures.</summary>
    public const int MaxKinds = 40;

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);

    /// <returns>The context, or why there is none.</returns>
    public (DataSetContext? Context, string? Fault) Look(ImportRow row)
    {
        if (row.Fault is not null)
            return (null, row.Fault);
        if (FaultOf(row) is { } fault)
            return (null, fault);
        var id = row.Id.Length > 0 ? row.Id : $"line-{row.Line}";
        if (!_lines.TryAdd(id, row.Line))
            return (null, $"The id “{id}” is that of line {_lines[id]} already. Give each context an id of its own{(row.Questions.Count > 0 ? ", and keep the rows of one context together" : "")}.");
        _kinds.UnionWith(KindsOf(row));
        return (new DataSetContext(id, row.Context!.Trim(), row.Questions), null);
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
        return row.Questions.Select((question, index) => FaultOf(question, row.Questions.Count > 1 ? $"Question {index + 1}" : "The question")).FirstOrDefault(fault => fault is not null)
            ?? FaultOfTwice(row) ?? FaultOfKinds(row);
    }

    // Answers are paired by their question.
    private static string? FaultOfTwice(ImportRow row) => row.Questions.GroupBy(question => question.Question.Trim(), StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
        ? $"The question “{(twice.Key.Length <= 60 ? twice.Key : twice.Key[..59] + "…")}” stands there {twice.Count()} times. Ask it once: answers to it are held against each other."
        : null;

    private string? FaultOfKinds(ImportRow row)
    {
        var fresh = KindsOf(row).Where(kind => !_kinds.Contains(kind)).Distinct(StringComparer.Ordinal).ToList();
        return _kinds.Count + fresh.Count <= MaxKinds
            ? null
            : $"The kind “{fresh[MaxKinds - _kinds.Count]}” is one more than the {MaxKinds} kinds that a data set may have. Put kinds together, or leave them out: each is a column of the figures.";
    }

    // Questions without one are told together.
    private static IEnumerable<string> KindsOf(ImportRow row) => row.Questions.Select(question => question.Kind).Where(kind => kind.Length > 0);

    private string? FaultOf(DataSetQuestion question, string which)
    {
        if (question.Question.Length is 0 or > MaxTextLength)
            return question.Question.Length == 0 ? $"{which} is empty. Write it, or leave the row out." : $"{which} has {question.Question.Length:N0} characters; {MaxTextLength:N0} are taken. Shorten it.";
        if (question.Answer.Length is 0 or > Answering.AnswerScore.MaxExpectedLength)
            return question.Answer.Length == 0 ? $"{which} has no answer. Write the right one, or leave the row out." : $"The answer has {question.Answer.Length:N0} characters; {Answering.AnswerScore.MaxExpectedLength} are taken. Shorten it.";
        if (question.Kind.Length > MaxKindLength)
            return $"The kind of {(which == "The question" ? "the question" : which.ToLowerInvariant())} has {question.Kind.Length:N0} characters; {MaxKindLength} are taken. Shorten it to a word or two.";
        return AnswerScorer.Refusal(scorer, question.Answer) is { } refusal ? $"The answer {refusal}" : null;
    }
}

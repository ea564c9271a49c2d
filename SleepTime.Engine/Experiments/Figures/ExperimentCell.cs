using SleepTime.Engine.Answering;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>What figures need of one answer.</summary>
/// <param name="Question">Known by it in every experiment on the same data set: the context's id there and the question.</param>
/// <param name="Failed">It could not be asked; everything behind this says nothing then.</param>
/// <param name="TookMs">From admission to the end, without the time in the queue.</param>
public sealed record ExperimentCell(string Question, string Kind, Arm Arm, int Repeat, bool Failed, bool IsRight, int PromptTokens, int CachedTokens, int CompletionTokens, double TookMs)
{
    /// <summary>Its id in the data set, which answers about it have in common.</summary>
    public string Context => Question.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? Question[..end] : Question;

    /// <summary>Of the answer.</summary>
    public Guid Id { get; init; }

    /// <summary>What of the answer was compared; null when there was nothing.</summary>
    public string? Given { get; init; }

    /// <summary>Mean log-probability per token of the question; null while it is not scored.</summary>
    public double? LogProbability { get; init; }

    /// <summary>
    /// Of a Standard answer, prompt tokens that SleepTime found read for the same question: Standard comes first and reads a cold
    /// text for both, which says nothing about a mode. 0 where SleepTime found none.
    /// </summary>
    public int Shared { get; init; }

    /// <summary>Prompt tokens that had to be read, without what was read for others too.</summary>
    public int Read => PromptTokens - Math.Max(CachedTokens, Shared);

    /// <summary>With <see cref="Shared"/> set. Pure.</summary>
    public static IReadOnlyList<ExperimentCell> WithShared(IReadOnlyList<ExperimentCell> cells)
    {
        var answered = cells.Where(cell => !cell.Failed).ToLookup(cell => cell.Arm.Mode);
        var found = answered[AnswerMode.SleepTime].ToLookup(cell => cell.Question, cell => cell.CachedTokens);
        // Of each question the arm that found least; that is the text alone, once a question on it was asked before.
        var texts = answered[AnswerMode.Standard].GroupBy(cell => cell.Context).ToDictionary(
            context => context.Key, context => context.GroupBy(cell => cell.Question).Max(question => question.Min(cell => cell.CachedTokens)));
        // What SleepTime found beyond the text is of its notes, of which Standard shares nothing. Where no second question tells how
        // long the text is, as much as its own prompt has counts as text.
        int SharedBy(ExperimentCell cell, int tokens) => texts.GetValueOrDefault(cell.Context) is > 0 and var text ? Math.Min(cell.PromptTokens - 1, Math.Min(tokens, text))
            : tokens < cell.PromptTokens ? tokens : 0;
        return
        [
            .. cells.Select(cell => cell.Failed || cell.Arm.Mode != AnswerMode.Standard
                ? cell
                : cell with { Shared = found[cell.Question].Select(tokens => SharedBy(cell, tokens)).DefaultIfEmpty().Max() }),
        ];
    }
}

using SleepTime.Engine.Answering.History;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>One question with the runs that answer it. In lists of comparisons <c>Comparison</c> is always true.</summary>
/// <param name="Id">Of the comparison, or of the single run.</param>
/// <param name="Runs">Standard first; one of them may have been deleted. Of a blind comparison that you have not voted on, side a first, without what tells the sides apart.</param>
public sealed record ComparisonResponse(
    Guid Id, bool Comparison, Guid ContextId, string ContextTitle, string Question, string Owner, DateTimeOffset CreatedAt, IReadOnlyList<RunResponse> Runs)
{
    public static ComparisonResponse From(HistoryRow row) => new(
        row.Id, row.IsComparison, row.ContextId, row.ContextTitle, row.Question, row.Owner, row.CreatedAt, [.. row.Runs.Select(run => RunResponse.From(run, row.IsHidden))]);
}

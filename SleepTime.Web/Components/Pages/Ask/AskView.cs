using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What an address of the Ask page stands for.</summary>
/// <param name="IsContextMissing">The address names a context that is gone.</param>
/// <param name="AreRunsMissing">The address names answers that are gone.</param>
/// <param name="Suggestions">Questions to offer: those of the context, then those that sleep expects.</param>
public sealed record AskView(ContextDetails? Context, IReadOnlyList<Run> Runs, IReadOnlyList<string> Suggestions, bool IsContextMissing, bool AreRunsMissing);

/// <param name="ContextId">Null takes the context of the answers, else the newest one.</param>
public sealed record AskAddress(Guid? ContextId, Guid? ComparisonId, Guid? RunId);

/// <summary>Finds what an address of the Ask page stands for.</summary>
public sealed class AskViewReader(ContextService contexts, NotesService notes, RunHistory history)
{
    private const int MostSuggestions = 6;

    public async Task<AskView> ReadAsync(AskAddress address, CancellationToken cancellationToken)
    {
        var runs = await ReadRunsAsync(address, cancellationToken);
        var contextId = address.ContextId ?? (runs is [var run, ..] ? run.ContextId : await FindNewestAsync(cancellationToken));
        var context = contextId is { } id ? await contexts.FindAsync(id, cancellationToken) : null;
        return new AskView(
            context, runs, context is null ? [] : await SuggestAsync(context, cancellationToken),
            IsContextMissing: contextId is not null && context is null,
            AreRunsMissing: runs.Count == 0 && (address.ComparisonId ?? address.RunId) is not null);
    }

    private async Task<IReadOnlyList<string>> SuggestAsync(ContextDetails context, CancellationToken cancellationToken)
    {
        var versions = await notes.ListAsync(context.Id, cancellationToken) ?? [];
        var newest = versions.FirstOrDefault(version => version.Counts)?.Notes;
        return [.. context.SuggestedQuestions.OrderBy(question => question.Order).Select(question => question.Text)
            .Concat(newest?.Questions.OrderBy(question => question.Order).Select(question => question.Question) ?? [])
            .Distinct()
            .Take(MostSuggestions)];
    }

    private async Task<IReadOnlyList<Run>> ReadRunsAsync(AskAddress address, CancellationToken cancellationToken)
    {
        if (address.ComparisonId is { } comparisonId)
            return await history.FindComparisonAsync(comparisonId, cancellationToken);
        return address.RunId is { } runId && await history.FindAsync(runId, cancellationToken) is { } run ? [run] : [];
    }

    private async Task<Guid?> FindNewestAsync(CancellationToken cancellationToken) =>
        await contexts.ListAsync(1, 1, search: null, cancellationToken) is { Items: [var newest, ..] } ? newest.Id : null;
}

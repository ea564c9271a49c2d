using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.FollowUps;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What an address of the Ask page stands for.</summary>
/// <param name="Address">What was read.</param>
/// <param name="IsContextMissing">The address names a context that is gone.</param>
/// <param name="AreRunsMissing">The address names answers that are gone.</param>
/// <param name="Suggestions">Questions to offer: those of the context, then those that sleep expects.</param>
/// <param name="Thread">What was asked before, the earliest first.</param>
/// <param name="Earlier">What was asked on the context just before; null when nothing was.</param>
/// <param name="Later">What was asked just after.</param>
public sealed record AskView(
    AskAddress Address, ContextDetails? Context, IReadOnlyList<Run> Runs, IReadOnlyList<string> Suggestions, bool IsContextMissing, bool AreRunsMissing,
    IReadOnlyList<IReadOnlyList<Run>> Thread, Run? Earlier, Run? Later);

/// <param name="ContextId">Null takes the context of the answers, else the one that is shown, else the newest one.</param>
/// <param name="FollowsId">A run that is about to be followed up.</param>
public sealed record AskAddress(Guid? ContextId, Guid? ComparisonId, Guid? RunId, Guid? FollowsId = null);

/// <summary>Finds what an address of the Ask page stands for.</summary>
public sealed class AskViewReader(ContextService contexts, NotesService notes, RunHistory history, ThreadReader threads)
{
    private const int MostSuggestions = 6;

    /// <param name="shown">What the page shows so far; null for nothing.</param>
    public async Task<AskView> ReadAsync(AskAddress address, AskView? shown, CancellationToken cancellationToken)
    {
        var runs = await ReadRunsAsync(address, cancellationToken);
        var thread = await threads.ReadAsync(runs is [var first, ..] ? first.FollowsRunId : address.FollowsId, cancellationToken);
        var contextId = address.ContextId ?? (runs is [var run, ..] ? run.ContextId : await FindUnnamedAsync(address, shown, cancellationToken));
        var context = contextId is { } id ? await contexts.FindAsync(id, withLongText: false, cancellationToken) : null;
        var (earlier, later) = runs is [var at, ..] ? await threads.FindNeighboursAsync(at, cancellationToken) : (null, null);
        return new AskView(
            address, context, runs, context is null ? [] : await SuggestAsync(context, cancellationToken),
            IsContextMissing: contextId is not null && context is null,
            AreRunsMissing: (runs.Count == 0 && (address.ComparisonId ?? address.RunId) is not null) || (thread.Count == 0 && address.FollowsId is not null),
            thread, earlier, later);
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

    // While somebody asks about a context, a newer one does not take its place.
    private async Task<Guid?> FindUnnamedAsync(AskAddress address, AskView? shown, CancellationToken cancellationToken) =>
        shown is { Context: { } context } && shown.Address == address && await contexts.FindAsync(context.Id, withLongText: false, cancellationToken) is not null
            ? context.Id
            : await FindNewestAsync(cancellationToken);

    private async Task<Guid?> FindNewestAsync(CancellationToken cancellationToken) =>
        await contexts.ListAsync(1, 1, search: null, cancellationToken) is { Items: [var newest, ..] } ? newest.Id : null;
}

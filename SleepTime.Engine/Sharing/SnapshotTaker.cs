using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sharing.Snapshots;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sharing;

/// <summary>Takes pictures of what is stored now. Thread-safe.</summary>
public sealed class SnapshotTaker(
    IDbContextFactory<SleepTimeDbContext> databases, NotesService notes, SectionReader sections, OverviewReader overview, WorkStatusReader status, GivenReader given, TimeProvider time)
{
    /// <param name="subjectId">The comparison, the run or the context; ignored for the Overview.</param>
    /// <param name="owner">Who shares: what is still hidden from them stays hidden.</param>
    /// <returns>Null when there is no such thing.</returns>
    /// <exception cref="ShareRefusedException">It cannot be shared as it stands.</exception>
    internal Task<SharedSnapshot?> TakeAsync(ShareKind kind, Guid? subjectId, string owner, CancellationToken cancellationToken) => (kind, subjectId) switch
    {
        (ShareKind.Overview, _) => TakeOverviewAsync(owner, cancellationToken),
        (ShareKind.Context, { } id) => TakeContextAsync(id, cancellationToken),
        (ShareKind.Comparison, { } id) => TakeComparisonAsync(id, owner, cancellationToken),
        (ShareKind.Run, { } id) => TakeRunAsync(id, owner, cancellationToken),
        _ => Task.FromResult<SharedSnapshot?>(null),
    };

    private async Task<SharedSnapshot?> TakeComparisonAsync(Guid id, string owner, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var runs = await database.Runs.AsNoTracking().Where(run => run.ComparisonId == id).ToListAsync(cancellationToken);
        if (runs.Count == 0)
            return null;
        var votes = await database.ComparisonVotes.AsNoTracking().Where(vote => vote.ComparisonId == id).ToListAsync(cancellationToken);
        if (runs.Exists(run => run.State is RunState.Queued or RunState.Running))
            throw new ShareRefusedException("The answers are still being written. Share them when both have ended.");
        RefuseHidden(runs, votes, owner);
        return await FreezeAsync(database, runs, Tally(votes), cancellationToken);
    }

    private async Task<SharedSnapshot?> TakeRunAsync(Guid id, string owner, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Runs.AsNoTracking().SingleOrDefaultAsync(run => run.Id == id, cancellationToken) is not { } run)
            return null;
        if (run.State is RunState.Queued or RunState.Running)
            throw new ShareRefusedException("The answer is still being written. Share it when it has ended.");
        if (run.ComparisonId is { } comparison)
        {
            RefuseHidden(
                await database.Runs.AsNoTracking().Where(side => side.ComparisonId == comparison).ToListAsync(cancellationToken),
                await database.ComparisonVotes.AsNoTracking().Where(vote => vote.ComparisonId == comparison).ToListAsync(cancellationToken),
                owner);
        }
        return await FreezeAsync(database, [run], VoteTally.None, cancellationToken);
    }

    private static void RefuseHidden(List<Run> runs, List<ComparisonVote> votes, string owner)
    {
        if (BlindSides.AreHidden(runs, votes.Exists(vote => vote.Owner == owner)))
            throw new ShareRefusedException("This is a blind comparison, and you have not voted yet: the shared picture would tell which side is which. Vote first, then share it.");
    }

    private async Task<ComparisonSnapshot?> FreezeAsync(SleepTimeDbContext database, List<Run> runs, VoteTally votes, CancellationToken cancellationToken)
    {
        var contextId = runs[0].ContextId;
        var title = await database.Contexts.Where(context => context.Id == contextId).Select(context => context.Title).SingleOrDefaultAsync(cancellationToken);
        if (title is null)
            return null; // deleted between the reads
        var question = runs[0].Question;
        var expected = runs[0].ExpectedAnswer ?? await database.SuggestedQuestions
            .Where(suggested => suggested.ContextId == contextId && suggested.Text == question)
            .OrderBy(suggested => suggested.Order).Select(suggested => suggested.ExpectedAnswer).FirstOrDefaultAsync(cancellationToken);
        var frozen = new List<RunSnapshot>();
        foreach (var run in runs.OrderBy(run => run.Mode))
            frozen.Add(RunSnapshot.From(run, await CiteAsync(database, run, cancellationToken)));
        return new ComparisonSnapshot(
            time.GetUtcNow(), title, question, runs[0].CreatedAt, expected, runs[0].IsBlind, frozen, votes);
    }

    private async Task<IReadOnlyList<NoteSnapshot>> CiteAsync(SleepTimeDbContext database, Run run, CancellationToken cancellationToken)
    {
        if (run.NotesVersionId is not { } used || run.State != RunState.Completed)
            return [];
        IReadOnlyList<Note> lines = run.Given is { } some
            ? (await given.ReadAsync(some, cancellationToken)).Notes
            : await database.Notes.AsNoTracking().Where(note => note.NotesVersionId == used).OrderBy(note => note.Order).ToListAsync(cancellationToken);
        return [.. Citations.Find(run.Question, run.Answer, lines).Select(citation => NoteSnapshot.From(citation.Note))];
    }

    private async Task<SharedSnapshot?> TakeContextAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var text = await (
            from context in database.Contexts
            join version in database.ContextVersions on context.Id equals version.ContextId
            where context.Id == id && version.Number == context.CurrentVersionNumber
            select new { context.Title, version.Text, version.Number, version.Tokens, version.CreatedAt }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (text is null || await notes.ListAsync(id, cancellationToken) is not { } versions)
            return null;
        // Of a text that was edited between the reads they are another's.
        var noted = await sections.FindNotedAsync(id, cancellationToken) is { } found && found.ContextVersion == text.Number ? SectionsSnapshot.From(found) : null;
        return new ContextSnapshot(
            time.GetUtcNow(), text.Title, text.Text, text.Number, text.Tokens, text.CreatedAt, versions is [var newest, ..] ? NotesSnapshot.From(newest) : null, noted);
    }

    private async Task<SharedSnapshot?> TakeOverviewAsync(string owner, CancellationToken cancellationToken)
    {
        var (seen, now) = ((await overview.ReadAsync(cancellationToken)).For(owner), status.Read());
        List<RecentComparison> shown = [.. seen.Recent.Where(comparison => !comparison.IsHidden)];
        return new OverviewSnapshot(time.GetUtcNow(), seen.Totals, seen.Recent.Count - shown.Count, seen with { Recent = shown }, now);
    }

    private static VoteTally Tally(IReadOnlyList<ComparisonVote> votes) => new(
        votes.Count(vote => vote.Preferred == AnswerMode.Standard), votes.Count(vote => vote.Preferred == AnswerMode.SleepTime), votes.Count(vote => vote.Preferred is null));
}

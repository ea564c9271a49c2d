using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering;

/// <summary>What a question on a context is answered from.</summary>
/// <param name="Notes">The newest notes of this version by the present model and prompts, struck lines left out, or others where they were asked for; null when there are none.</param>
/// <param name="NotesMissing">Why there are no notes to answer from, with how to get them; null when there are.</param>
internal sealed record AnswerSource(ContextVersion Version, UsableNotes? Notes, string? NotesMissing)
{
    /// <summary>What the question may be given of a text that is read in sections, and is not in <see cref="Version"/> then; null for a text that fits.</summary>
    public LongSource? Long { get; init; }
}

/// <param name="All">At least one.</param>
/// <param name="Lines">Those of them that leave room for a question of usual length, in order; all when not even one does.</param>
/// <param name="LeftOut">How many have no room.</param>
/// <param name="Expected">The questions that sleep expected and whose answers a verified note holds, the likeliest first.</param>
internal sealed record UsableNotes(Guid NotesVersionId, IReadOnlyList<RankedNote> All, IReadOnlyList<string> Lines, int LeftOut, IReadOnlyList<ExpectedQuestion> Expected)
{
    /// <summary>Who wrote them, and so whose notes of sections go with them.</summary>
    public required string ModelId { get; init; }

    public required string PromptVersion { get; init; }

    /// <summary>Keys of lines that a person struck or took out, which no section brings back.</summary>
    public IReadOnlySet<string> Unwanted { get; init; } = new HashSet<string>();
}

/// <summary>Gathers what a question is answered from. Thread-safe.</summary>
internal sealed class AnswerSourceReader(IDbContextFactory<SleepTimeDbContext> databases)
{
    /// <param name="stale">Whether notes will do that another model or other prompts wrote, or that are of an earlier version, where there are no others.</param>
    /// <param name="model">Who answers.</param>
    /// <returns>Null when there is no such context.</returns>
    public async Task<AnswerSource?> FindAsync(Guid contextId, bool stale, HostedModel model, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var current = database.ContextVersions.AsNoTracking().Where(version => version.ContextId == contextId
            && database.Contexts.Any(context => context.Id == contextId && context.CurrentVersionNumber == version.Number));
        var (version, isLong) = await current.ReadAsync(model, cancellationToken);
        if (version is null)
            return null;

        var ofContext = database.NotesVersions.AsNoTracking().Where(notes => notes.ContextId == contextId);
        var ofVersion = ofContext.Where(notes => notes.ContextVersionId == version.Id);
        var ofEarlier = ofContext.Where(notes => notes.ContextVersionId != version.Id);
        var newest = await FindNewestAsync(ofVersion.By(model), cancellationToken);
        if (Usable(newest, version, model) is { } usable)
            return new AnswerSource(version, isLong ? usable with { Unwanted = await FindUnwantedAsync(newest!, ofVersion.By(model), cancellationToken) } : usable, null);
        // None by this model from here on, or none with a line: what is the newest of all is another's.
        var others = newest is null ? await FindNewestAsync(ofVersion, cancellationToken) : null;
        // Questions that another model or an old text brought up may have another answer by now.
        foreach (var candidate in stale ? new[] { others, await FindNewestAsync(ofEarlier, cancellationToken) } : [])
        {
            if (Usable(candidate, version, model) is not { } old)
                continue;
            var alike = ofContext.Where(notes => notes.ContextVersionId == candidate!.ContextVersionId && notes.ModelId == candidate.ModelId && notes.PromptVersion == candidate.PromptVersion);
            return new AnswerSource(version, old with { Expected = [], Unwanted = isLong ? await FindUnwantedAsync(candidate!, alike, cancellationToken) : old.Unwanted }, null);
        }

        var job = await database.SleepJobs
            .AsNoTracking()
            .Where(job => job.ContextVersionId == version.Id)
            .OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id)
            .FirstOrDefaultAsync(cancellationToken);
        var hasStaleNotes = await ofEarlier.AnyAsync(notes => notes.Lines.Any(line => !line.Struck), cancellationToken);
        return new AnswerSource(version, null, MissingNotes.Explain(job, hasNotesWithoutLines: newest is not null, hasStaleNotes, MissingNotes.Foreign(others, model)));
    }

    /// <summary>The right answer of a question that came with the text, word for word; null when nobody knows it.</summary>
    public async Task<string?> FindKnownAnswerAsync(Guid contextId, string question, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.SuggestedQuestions.Where(known => known.ContextId == contextId && known.Text == question).Select(known => known.ExpectedAnswer).FirstOrDefaultAsync(cancellationToken);
    }

    // The id first: lines and questions are read in queries of their own, between which there may come to be newer notes.
    private static async Task<NotesVersion?> FindNewestAsync(IQueryable<NotesVersion> notes, CancellationToken cancellationToken)
    {
        var id = await notes.OrderByDescending(version => version.CreatedAt).ThenByDescending(version => version.Id)
            .Select(version => (Guid?)version.Id).FirstOrDefaultAsync(cancellationToken);
        return id is null ? null : await notes
            .Include(version => version.Lines)
            .Include(version => version.Questions.OrderBy(question => question.Order))
            .AsSplitQuery()
            .SingleOrDefaultAsync(version => version.Id == id, cancellationToken);
    }

    /// <summary>What stands struck in the newest notes, and what sleep had written and a person changed or took out.</summary>
    private static async Task<IReadOnlySet<string>> FindUnwantedAsync(NotesVersion newest, IQueryable<NotesVersion> notes, CancellationToken cancellationToken)
    {
        var slept = newest.Origin == NotesOrigin.Sleep ? newest : await FindNewestAsync(notes.Where(version => version.Origin == NotesOrigin.Sleep), cancellationToken);
        var kept = newest.Lines.Where(line => !line.Struck).Select(line => NotesMerger.Key(line.Text)).ToHashSet();
        return newest.Lines.Concat(slept?.Lines ?? []).Select(line => NotesMerger.Key(line.Text)).Where(key => !kept.Contains(key)).ToHashSet();
    }

    /// <summary>Null when no line is left to answer from.</summary>
    private static UsableNotes? Usable(NotesVersion? notes, ContextVersion version, HostedModel model)
    {
        if (notes?.Lines.Where(line => !line.Struck).OrderBy(line => line.Order).Select(RankedNote.Of).ToList() is not { Count: > 0 } all)
            return null;
        var chosen = NotesChoice.ForQuestions(all, version.Text, model);
        List<ExpectedQuestion> expected = [.. notes.Questions.Where(question => HeldAnswers.IsHeld(question, notes))];
        // With none of them it would be an answer from the text, under another name: it is refused as too long instead.
        if (chosen.Lines.Count == 0)
            chosen = new ChosenNotes([.. all.Select(note => note.Text)], 0);
        return new UsableNotes(notes.Id, all, chosen.Lines, chosen.LeftOut, expected) { ModelId = notes.ModelId, PromptVersion = notes.PromptVersion };
    }
}

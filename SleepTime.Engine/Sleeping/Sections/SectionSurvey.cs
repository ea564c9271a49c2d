using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>How far sleep on a long text has come.</summary>
/// <param name="Next">The part that is next; null when all have notes.</param>
/// <param name="Total">Parts as far as they are known: what is combined follows from the notes below.</param>
/// <param name="Done">Those of them with notes.</param>
/// <param name="Parts">The notes of all parts in order, level by level; empty while sections are left.</param>
internal sealed record SectionProgress(SectionUnit? Next, int Total, int Done, IReadOnlyList<PartNotes> Parts);

/// <summary>
/// Tells what a job on a long text needs next from what is stored, and from nothing else. Sections that say the same are
/// one part; blank ones are none; one whose notes took less effort than the job has is as good as one without. Thread-safe.
/// </summary>
internal sealed class SectionSurvey(SectionStore sections, SectionNotesStore notes)
{
    public async Task<SectionProgress> TakeAsync(SleepJob job, HostedModel model, CancellationToken cancellationToken)
    {
        var all = await sections.ListAsync(job.ContextVersionId, model, cancellationToken);
        List<SectionInfo> parts = [.. all.Where(section => !section.IsBlank).DistinctBy(section => section.ContentHash)];
        var known = await notes.KnownAsync(job.ContextId, model, job.SectionsSince, cancellationToken);
        var wanted = SectionEffort.Of(job);
        var next = parts.FindIndex(section => !Has(known, section, wanted));
        if (next < 0)
            return await CombineAsync(job, model, parts, known, cancellationToken);
        var done = parts.Count(section => Has(known, section, wanted));
        // Null when the version has gone, and the job with it.
        var text = await sections.FindTextAsync(parts[next].Number, cancellationToken);
        var unit = text is null ? null : new SectionUnit(next + 1, parts[next].Name, parts[next].ContentHash, text.Trim(), Combines: false);
        return new SectionProgress(unit, parts.Count, done, []);
    }

    /// <summary>Tokens of the sections that have no notes by this model and its prompts yet, or only such as took less effort.</summary>
    public async Task<int> CountTokensLeftAsync(Guid contextId, Guid versionId, HostedModel model, SectionEffort wanted, CancellationToken cancellationToken)
    {
        var all = await sections.ListAsync(versionId, model, cancellationToken);
        var known = await notes.KnownAsync(contextId, model, since: null, cancellationToken);
        return all.Where(section => !section.IsBlank && !Has(known, section, wanted)).DistinctBy(section => section.ContentHash).Sum(section => section.Tokens);
    }

    /// <summary>The notes of the sections that have some, in order, where not all do.</summary>
    public async Task<IReadOnlyList<PartNotes>> ReadKnownAsync(SleepJob job, HostedModel model, CancellationToken cancellationToken)
    {
        var all = await sections.ListAsync(job.ContextVersionId, model, cancellationToken);
        return await ReadAsync(job, model, [.. all.Select(section => section.ContentHash).Distinct()], 0, cancellationToken);
    }

    private static bool Has(IReadOnlyDictionary<string, SectionEffort> known, SectionInfo section, SectionEffort wanted) =>
        known.GetValueOrDefault(section.ContentHash) is { } made && made.Covers(wanted);

    /// <summary>Notes over notes, until one piece is left or combining makes them no fewer.</summary>
    private async Task<SectionProgress> CombineAsync(
        SleepJob job, HostedModel model, List<SectionInfo> sections, IReadOnlyDictionary<string, SectionEffort> known, CancellationToken cancellationToken)
    {
        int Count(string line) => model.Vocabulary.Tokenize(line, parseSpecial: false).Length;
        var level = await ReadAsync(job, model, [.. sections.Select(section => section.ContentHash)], 0, cancellationToken);
        // Notes of a section may be older than a person's word on one of its lines.
        var unwanted = job.Checks.Where(check => check is { Section: 0, By: Verification.CheckedBy.Person, Verified: false }).Select(check => NotesMerger.Key(check.Text)).ToHashSet();
        List<PartNotes> parts = [.. level];
        var (total, before) = (sections.Count, int.MaxValue);
        while (model.Prompts.MergesNotes && sections.Count > 1 && before > 1)
        {
            var pieces = NotesPieces.Of([.. LinesOf(level).Where(line => !unwanted.Contains(NotesMerger.Key(line)))], SectionRoom.SectionTokens(model), Count);
            if (pieces.Count == 0 || pieces.Count >= before)
                break;
            IReadOnlyList<string> hashes = [.. pieces.Select(NotesPieces.HashOf)];
            var missing = Enumerable.Range(0, pieces.Count).FirstOrDefault(index => !known.ContainsKey(hashes[index]), -1);
            if (missing >= 0)
            {
                var unit = new SectionUnit(total + missing + 1, "notes of the sections together", hashes[missing], pieces[missing], Combines: true);
                return new SectionProgress(unit, total + pieces.Count, total + hashes.Count(known.ContainsKey), []);
            }
            level = await ReadAsync(job, model, hashes, level[0].Level + 1, cancellationToken);
            parts.AddRange(level);
            (total, before) = (total + pieces.Count, pieces.Count);
        }
        return new SectionProgress(null, total, total, parts);
    }

    private async Task<IReadOnlyList<PartNotes>> ReadAsync(SleepJob job, HostedModel model, IReadOnlyList<string> hashes, int level, CancellationToken cancellationToken)
    {
        var found = await notes.FindAsync(job.ContextId, model.Id, model.Prompts.Version, hashes, cancellationToken);
        return [.. hashes.Where(found.ContainsKey).Select(hash => new PartNotes(level, found[hash].Lines))];
    }

    private static IReadOnlyList<string> LinesOf(IReadOnlyList<PartNotes> parts) =>
        [.. parts.SelectMany(part => part.Lines).Where(line => !line.Struck).Select(line => line.Text).DistinctBy(NotesMerger.Key)];
}

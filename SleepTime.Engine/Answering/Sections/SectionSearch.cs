using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Answering.Sections;

/// <summary>Sections of a long text, the best first.</summary>
/// <param name="Matched">False when no word of the question is in the text: these are its first sections then.</param>
/// <param name="Total">How many sections the text has.</param>
internal sealed record FoundSections(IReadOnlyList<ContextSection> Sections, bool Matched, int Total);

/// <summary>
/// Finds the sections that match a question by BM25 of SQLite's full-text search; a word in a label counts double. How rare
/// a word is goes by all sections of all texts. Thread-safe.
/// </summary>
internal sealed class SectionSearch(IDbContextFactory<SleepTimeDbContext> databases, SectionStore sections)
{
    /// <param name="most">How many sections at most, 1 or more.</param>
    public async Task<FoundSections> FindAsync(Guid versionId, string question, int most, HostedModel model, CancellationToken cancellationToken)
    {
        var known = await sections.ListAsync(versionId, model, cancellationToken);
        if (known.Count == 0)
            return new FoundSections([], Matched: false, 0);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var (first, last) = (known[0].Number, known[^1].Number);
        if (SectionMatch.Of(question) is { } match)
        {
            // The sections of a text have neighbouring numbers, so that the index itself leaves out all other texts.
            var found = await database.ContextSections.FromSql(
                $"""
                SELECT section.* FROM "SectionTexts" AS texts CROSS JOIN "ContextSections" AS section ON section."Number" = texts.rowid
                WHERE texts."SectionTexts" MATCH {match} AND texts.rowid BETWEEN {first} AND {last}
                ORDER BY bm25("SectionTexts", 2.0, 1.0), texts.rowid LIMIT {most}
                """).AsNoTracking().ToListAsync(cancellationToken);
            if (found.Count > 0)
                return new FoundSections(found, Matched: true, known.Count);
        }
        var beginning = await database.ContextSections.AsNoTracking().Where(section => section.Number >= first && section.Number <= last)
            .OrderBy(section => section.Number).Take(most).ToListAsync(cancellationToken);
        return new FoundSections(beginning, Matched: false, known.Count);
    }
}

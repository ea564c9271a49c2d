using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>Finds the sections of a long text in which the sentences behind a note of the whole text stand. Thread-safe.</summary>
public sealed class NoteSourceFinder
{
    // A sentence that more sections say comes from any of them.
    private const int MostSections = 50;

    private readonly IDbContextFactory<SleepTimeDbContext> _databases;
    private readonly SectionStore _sections;
    private readonly SectionNotesStore _notes;
    private readonly ModelHost _host;

    internal NoteSourceFinder(IDbContextFactory<SleepTimeDbContext> databases, SectionStore sections, SectionNotesStore notes, ModelHost host) =>
        (_databases, _sections, _notes, _host) = (databases, sections, notes, host);

    /// <param name="sentences">What the note says that it comes from: sentences of the text or, of a note that was combined, other notes.</param>
    /// <exception cref="Generation.ModelNotReadyException">Sections depend on the model, and none is ready.</exception>
    public async Task<NoteSources> FindAsync(Guid contextId, Guid versionId, IReadOnlyList<string> sentences, CancellationToken cancellationToken)
    {
        var model = _host.Require();
        List<(string Sentence, IReadOnlyList<SourceSection> StandsIn)> found = [];
        Dictionary<string, string[]>? behind = null;
        HashSet<string> seen = [];
        Queue<string> open = new(sentences);
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        while (open.TryDequeue(out var sentence))
        {
            if (sentence.Length == 0 || !seen.Add(sentence))
                continue;
            var sections = await StandsInAsync(database, versionId, model, sentence, cancellationToken);
            if (sections.Count == 0)
            {
                behind ??= await ReadNotesAsync(contextId, versionId, model, cancellationToken);
                if (behind.TryGetValue(sentence, out var deeper))
                {
                    Array.ForEach(deeper, open.Enqueue);
                    continue;
                }
            }
            found.Add((sentence, sections));
        }
        return NoteSources.Of(found);
    }

    private static async Task<IReadOnlyList<SourceSection>> StandsInAsync(
        SleepTimeDbContext database, Guid versionId, HostedModel model, string sentence, CancellationToken cancellationToken)
    {
        var split = SectionRoom.Split(model);
        var rows = await database.ContextSections
            .Where(section => section.ContextVersionId == versionId && section.Split == split && section.Text.Contains(sentence))
            .OrderBy(section => section.Order).Take(MostSections).Select(section => new { section.Order, section.Label }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new SourceSection(row.Order, ContextSection.NameOf(row.Label, row.Order), []))];
    }

    /// <summary>What each note of a section comes from.</summary>
    private async Task<Dictionary<string, string[]>> ReadNotesAsync(Guid contextId, Guid versionId, HostedModel model, CancellationToken cancellationToken)
    {
        var all = await _sections.ListAsync(versionId, model, cancellationToken);
        var notes = await _notes.FindAsync(contextId, model.Id, model.Prompts.Version, [.. all.Select(section => section.ContentHash).Distinct()], cancellationToken);
        return notes.Values.SelectMany(part => part.Lines).Where(line => line.Source is not null)
            .GroupBy(line => line.Text).ToDictionary(lines => lines.Key, lines => lines.First().Source!.Split('\n'));
    }
}

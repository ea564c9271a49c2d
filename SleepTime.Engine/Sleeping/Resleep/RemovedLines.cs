using Microsoft.EntityFrameworkCore;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>Lines that a person took out of notes, or wrote anew in other words: sleep does not bring them back. Pure.</summary>
public static class RemovedLines
{
    /// <param name="versions">Notes of one text with their lines, in any order.</param>
    /// <returns>The lines as they were when they were taken out, each once; none that a person put back since.</returns>
    public static IReadOnlyList<Note> Of(IReadOnlyCollection<NotesVersion> versions)
    {
        var known = versions.ToDictionary(version => version.Id);
        Dictionary<string, Note> removed = [];
        foreach (var version in versions.Where(version => version.Origin != NotesOrigin.Sleep).OrderBy(version => version.CreatedAt).ThenBy(version => version.Id))
        {
            var present = version.Lines.Select(KeyOf).ToHashSet();
            // Going back to an earlier version is a word on its lines, not on those that came later.
            if (version.Origin == NotesOrigin.Edited && version.BasedOnId is { } basis && known.GetValueOrDefault(basis) is { } before)
            {
                foreach (var line in before.Lines.Where(line => !present.Contains(KeyOf(line))))
                    removed[KeyOf(line)] = line;
            }
            foreach (var key in present)
                removed.Remove(key);
        }
        return [.. removed.Values];
    }

    /// <param name="ofText">The notes of one text.</param>
    internal static async Task<IReadOnlyList<Note>> ReadAsync(IQueryable<NotesVersion> ofText, CancellationToken cancellationToken) =>
        // Of most texts nobody ever edited the notes: their lines need not be read.
        await ofText.AnyAsync(version => version.Origin == NotesOrigin.Edited, cancellationToken)
            ? Of(await ofText.Include(version => version.Lines)
                .Where(version => version.Origin != NotesOrigin.Sleep || ofText.Any(edited => edited.BasedOnId == version.Id)).ToListAsync(cancellationToken))
            : [];

    private static string KeyOf(Note line) => NotesMerger.KeyOf(line.Text);
}

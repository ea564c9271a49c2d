namespace SleepTime.Engine.Sleeping;

/// <summary>How a line of one version of notes stands in another.</summary>
public enum NoteChange
{
    Same,
    Added,
    Removed,

    /// <summary>The same text, struck in one and not in the other.</summary>
    Struck,
}

public sealed record ComparedNote(NoteChange Change, Note Note);

/// <summary>What changed between two versions of notes. Pure.</summary>
public static class NotesComparison
{
    /// <summary>The lines of the newer one in order, and before each what of the older one stood there and is gone.</summary>
    public static IReadOnlyList<ComparedNote> Of(NotesVersion older, NotesVersion newer)
    {
        var before = older.Lines.OrderBy(line => line.Order).ToList();
        var kept = newer.Lines.Select(line => line.Text).ToHashSet();
        var known = before.GroupBy(line => line.Text).ToDictionary(group => group.Key, group => group.First());
        List<ComparedNote> compared = [];
        var at = 0;
        foreach (var line in newer.Lines.OrderBy(line => line.Order))
        {
            if (known.GetValueOrDefault(line.Text) is not { } same)
            {
                compared.Add(new ComparedNote(NoteChange.Added, line));
                continue;
            }
            for (; at < before.Count && before[at].Order <= same.Order; at++)
            {
                if (!kept.Contains(before[at].Text))
                    compared.Add(new ComparedNote(NoteChange.Removed, before[at]));
            }
            compared.Add(new ComparedNote(same.Struck == line.Struck ? NoteChange.Same : NoteChange.Struck, line));
        }
        compared.AddRange(before.Skip(at).Where(line => !kept.Contains(line.Text)).Select(line => new ComparedNote(NoteChange.Removed, line)));
        return compared;
    }
}

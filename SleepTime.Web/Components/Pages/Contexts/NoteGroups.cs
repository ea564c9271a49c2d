using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Notes that came about together.</summary>
/// <param name="Pass">From 1; 0 where no pass wrote them.</param>
public sealed record NoteGroup(string Label, IReadOnlyList<Note> Notes, int Pass = 0);

/// <summary>Sorts the lines of a version by how they came about. Pure.</summary>
public static class NoteGroups
{
    /// <summary>What was kept from an earlier text, then each pass, then what a person added. Only sleep has passes that brought nothing.</summary>
    public static IReadOnlyList<NoteGroup> Of(NotesVersion version)
    {
        var lines = version.Lines.OrderBy(line => line.Order).ToList();
        List<NoteGroup> groups =
        [
            new("Kept from the earlier text", [.. lines.Where(line => line is { Pass: 0, Edited: false })]),
            .. Enumerable.Range(1, Math.Max(version.Passes, lines.Select(line => line.Pass).DefaultIfEmpty().Max()))
                .Select(pass => new NoteGroup($"Pass {pass}", [.. lines.Where(line => line.Pass == pass)], pass)),
            new("Added by hand", [.. lines.Where(line => line is { Pass: 0, Edited: true })]),
        ];
        return [.. groups.Where(group => group.Notes.Count > 0 || (version.Origin == NotesOrigin.Sleep && group.Pass > 0))];
    }

    /// <summary>How many there are, and what their pass took where that is known.</summary>
    public static string Count(NoteGroup group, NotesView view) =>
        Count(group) + (view.TokensByPass.TryGetValue(group.Pass, out var tokens) ? $" · {NumberWords.Of(tokens, "token")}" : "");

    public static string Count(NoteGroup group) => group.Notes.Count == 0 ? "nothing new" : NumberWords.Of(group.Notes.Count, "note");
}

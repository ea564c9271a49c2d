using SleepTime.Engine.Sleeping;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>A line of notes as a person is changing it.</summary>
public sealed class DraftLine
{
    private string _text = "";

    public DraftLine(Guid? id, string text, bool struck) => (Id, Text, Struck) = (id, text, struck);

    /// <summary>For lists on pages; a new line has no id of its own yet.</summary>
    public Guid Key { get; } = Guid.NewGuid();

    /// <summary>The line of the version that is edited; null for a new one.</summary>
    public Guid? Id { get; }

    /// <summary>One line: a break that was pasted becomes a space.</summary>
    public string Text
    {
        get => _text;
        set => _text = value.ReplaceLineEndings(" ");
    }

    public bool Struck { get; set; }
}

/// <summary>Notes as a person is changing them.</summary>
public sealed class NotesDraft
{
    private readonly List<(Guid? Id, string Text, bool Struck)> _before;
    private readonly List<DraftLine> _lines;
    private (DraftLine Line, int At)? _removed;

    public NotesDraft(NotesVersion version)
    {
        _lines = [.. version.Lines.OrderBy(line => line.Order).Select(line => new DraftLine(line.Id, line.Text, line.Struck))];
        _before = [.. State()];
    }

    public IReadOnlyList<DraftLine> Lines => _lines;

    /// <summary>Whether the line that was removed last can be put back.</summary>
    public bool CanPutBack => _removed is not null;

    public bool IsChanged => !_before.SequenceEqual(State());

    public DraftLine Add()
    {
        var line = new DraftLine(null, "", false);
        _lines.Add(line);
        return line;
    }

    public void Remove(DraftLine line)
    {
        var at = _lines.IndexOf(line);
        if (at < 0)
            return;
        _lines.RemoveAt(at);
        _removed = (line, at);
    }

    /// <summary>Puts the line that was removed last back to its place.</summary>
    /// <returns>That line; null when there is none.</returns>
    public DraftLine? PutBack()
    {
        if (_removed is not { } removed)
            return null;
        _lines.Insert(Math.Min(removed.At, _lines.Count), removed.Line);
        _removed = null;
        return removed.Line;
    }

    /// <summary>What to store. New lines that were left empty are left out: nobody meant them.</summary>
    public IReadOnlyList<NoteEdit> ToEdits() =>
        [.. _lines.Where(line => line.Id is not null || !string.IsNullOrWhiteSpace(line.Text)).Select(line => new NoteEdit(line.Id, line.Text.Trim(), line.Struck))];

    /// <summary>One line a note, to be kept elsewhere.</summary>
    public string AsText() => string.Join('\n', _lines.Where(line => !string.IsNullOrWhiteSpace(line.Text)).Select(line => line.Text));

    private IEnumerable<(Guid?, string, bool)> State() =>
        _lines.Where(line => line.Id is not null || !string.IsNullOrWhiteSpace(line.Text)).Select(line => (line.Id, line.Text, line.Struck));
}

using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>One line of notes, with whether it holds, what showed it, and the sentences that it comes from.</summary>
public sealed record NoteSnapshot(int Order, int Pass, string Text, bool? Verified, CheckedBy? By, bool Edited, bool Struck, string? Reason, string? Source)
{
    internal static NoteSnapshot From(Note note) =>
        new(note.Order, note.Pass, note.Text, note.Verified, note.By, note.Edited, note.Struck, note.Reason, note.Source);

    /// <summary>As it stood, to be shown as notes are. It belongs to nothing that is stored.</summary>
    public Note ToNote() => new()
    {
        NotesVersionId = Guid.Empty, Order = Order, Pass = Pass, Text = Text, Verified = Verified, By = By, Edited = Edited, Struck = Struck, Reason = Reason, Source = Source,
    };
}

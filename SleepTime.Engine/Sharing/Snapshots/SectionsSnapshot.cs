using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Engine.Sharing.Snapshots;

/// <summary>The notes of the sections of a long text.</summary>
/// <param name="Count">How many sections the text had.</param>
/// <param name="Noted">Those that were slept on, in the order of the text.</param>
public sealed record SectionsSnapshot(int Count, IReadOnlyList<SectionSnapshot> Noted)
{
    internal static SectionsSnapshot From(NotedSections sections) => new(
        sections.Count,
        [.. sections.Noted.Select(one => new SectionSnapshot(
            one.Section.Order, one.Section.Name, [.. one.Notes.Lines.Select((line, order) => NoteSnapshot.From(line.ToNote(Guid.Empty, order)))]))]);
}

/// <param name="Order">Place in the text, from 1.</param>
/// <param name="Lines">In order, struck ones among them.</param>
public sealed record SectionSnapshot(int Order, string Name, IReadOnlyList<NoteSnapshot> Lines);

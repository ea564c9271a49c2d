namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>The notes of one part of a long text.</summary>
/// <param name="Level">0 for a section, 1 for what was combined of notes of sections, and so on.</param>
internal sealed record PartNotes(int Level, IReadOnlyList<SectionNote> Lines);

/// <summary>Which notes of its parts stand for a whole text. Pure.</summary>
internal static class WholeNotes
{
    // Tokens below which no note says anything: none is looked for that might just fit.
    private const int ShortestLine = 8;

    /// <summary>
    /// What was combined of most comes first, then the best of each part before the second best of any, until the room is
    /// full; each line once. In the order of the text, what was combined after what it is made of.
    /// </summary>
    /// <param name="parts">In order, those of a level after those of the level below.</param>
    /// <param name="apart">Keys of lines that are there already, or not wanted.</param>
    /// <param name="room">Most tokens of all lines.</param>
    /// <param name="count">Tokens of a line.</param>
    public static IReadOnlyList<SectionNote> Choose(IReadOnlyList<PartNotes> parts, IReadOnlySet<string> apart, int room, Func<string, int> count)
    {
        var seen = new HashSet<string>(apart);
        var ranked = parts
            .SelectMany((part, place) => part.Lines.Select((line, order) => (line, order))
                .Where(item => !item.line.Struck)
                .OrderByDescending(item => item.line.Verified == true).ThenByDescending(item => item.line.Pass).ThenBy(item => item.order)
                .Select((item, rank) => (item.line, item.order, part.Level, place, rank)))
            .OrderByDescending(item => item.Level).ThenBy(item => item.rank).ThenBy(item => item.place);
        List<(SectionNote Line, int Place, int Order)> chosen = [];
        var left = room;
        foreach (var item in ranked)
        {
            if (seen.Contains(NotesMerger.Key(item.line.Text)))
                continue;
            // A line break parts it from the next.
            var tokens = count(item.line.Text) + 1;
            if (tokens > left)
            {
                if (left < ShortestLine)
                    break;
                continue;
            }
            left -= tokens;
            seen.Add(NotesMerger.Key(item.line.Text));
            chosen.Add((item.Level == 0 ? item.line : item.line with { Pass = PassOf(parts, item.Level) }, item.place, item.order));
        }
        return [.. chosen.OrderBy(item => item.Place).ThenBy(item => item.Order).Select(item => item.Line)];
    }

    // After all passes over sections, so that a later pass concludes from earlier ones here too.
    private static int PassOf(IReadOnlyList<PartNotes> parts, int level) =>
        parts.Where(part => part.Level == 0).SelectMany(part => part.Lines).Select(line => line.Pass).DefaultIfEmpty().Max() + level;
}

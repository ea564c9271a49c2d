namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>What stands for a long text where it is asked for its questions: some of its notes and the sentences that they come from.</summary>
/// <param name="Text">The sentences, a line each; empty when no note is usable or has room.</param>
/// <param name="Notes">In order.</param>
internal sealed record WholeExcerpt(string Text, IReadOnlyList<string> Notes)
{
    /// <summary>Notes from all over the text where not all have room. Pure.</summary>
    /// <param name="lines">The notes of the whole, in order.</param>
    /// <param name="room">Most tokens of the sentences.</param>
    /// <param name="count">Tokens of a line.</param>
    public static WholeExcerpt Of(IReadOnlyList<Note> lines, int room, Func<string, int> count)
    {
        List<(string Note, string[] Sentences)> usable = [.. lines.Where(line => !line.Struck).Select(line => (line.Text, (line.Source ?? line.Text).Split('\n')))];
        var wanted = usable.SelectMany(line => line.Sentences).Distinct().Sum(sentence => count(sentence) + 1);
        // Every so many-th first, so that the end of the text has its share like the beginning.
        var stride = Math.Max(1, (wanted + room - 1) / Math.Max(1, room));
        List<int> chosen = [];
        HashSet<string> sentences = [];
        var left = room;
        foreach (var index in Enumerable.Range(0, usable.Count).OrderBy(index => index % stride))
        {
            var more = usable[index].Sentences.Distinct().Where(sentence => !sentences.Contains(sentence)).ToList();
            var tokens = more.Sum(sentence => count(sentence) + 1);
            if (tokens > left)
                continue;
            left -= tokens;
            sentences.UnionWith(more);
            chosen.Add(index);
        }
        chosen.Sort();
        return new WholeExcerpt(
            string.Join('\n', chosen.SelectMany(index => usable[index].Sentences).Distinct()), [.. chosen.Select(index => usable[index].Note)]);
    }
}

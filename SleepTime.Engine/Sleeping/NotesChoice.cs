using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>A usable note with what its place depends on where there is no room for all.</summary>
internal sealed record RankedNote(string Text, int Pass, bool Verified, bool ByHand)
{
    public static RankedNote Of(Note note) => new(note.Text, note.Pass, note.Verified == true, note.Edited);
}

/// <param name="Lines">In the order of the notes.</param>
internal sealed record ChosenNotes(IReadOnlyList<string> Lines, int LeftOut);

/// <summary>
/// Which notes go into a prompt that has no room for all: those of a person first, then verified ones, then those of later
/// passes. Later passes conclude; the values that they conclude from stand in the text itself. Pure.
/// </summary>
internal static class NotesChoice
{
    /// <summary>The most notes that fit, counted in the tokens of the very prompt. None when not even one does.</summary>
    /// <param name="fits">Whether a prompt with these lines has room.</param>
    public static ChosenNotes MostThatFit(IReadOnlyList<RankedNote> notes, Func<IReadOnlyList<string>, bool> fits)
    {
        if (notes.Count == 0)
            return new ChosenNotes([], 0);
        int[] ranked = [.. Enumerable.Range(0, notes.Count)
            .OrderByDescending(index => notes[index].ByHand)
            .ThenByDescending(index => notes[index].Verified)
            .ThenByDescending(index => notes[index].Pass)
            .ThenBy(index => index)];
        IReadOnlyList<string> Best(int count) => [.. ranked.Take(count).Order().Select(index => notes[index].Text)];
        if (fits(Best(notes.Count)))
            return new ChosenNotes(Best(notes.Count), 0);
        // One more line never takes fewer tokens, so that the limit is found by halving.
        var (most, tooMany) = (0, notes.Count);
        while (tooMany - most > 1)
        {
            var half = (most + tooMany) / 2;
            (most, tooMany) = fits(Best(half)) ? (half, tooMany) : (most, half);
        }
        return new ChosenNotes(Best(most), notes.Count - most);
    }

    /// <summary>Those that every question of usual length can be answered from: the same each time, so that its prompt begins alike.</summary>
    public static ChosenNotes ForQuestions(IReadOnlyList<RankedNote> notes, string text, HostedModel model) =>
        MostThatFit(notes, lines => model.Prompts.LeavesRoomToAsk(text, lines, model.ContextLength));
}

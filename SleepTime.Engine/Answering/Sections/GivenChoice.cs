using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Answering.Sections;

/// <summary>A prompt on a long text with what it is made of.</summary>
/// <param name="NotesLeftOut">Notes that would have been given and had no room.</param>
internal sealed record GivenPrompt(int[] Prompt, IReadOnlyList<GivenItem> Items, int NotesLeftOut = 0);

/// <summary>
/// Which sections of a long text, and which notes, a question is given: the best until the room is full, in the order of
/// the text. Pure.
/// </summary>
internal sealed class GivenChoice(Run run, LongSource source, HostedModel model, IReadOnlyList<PromptTurn> turns)
{
    private readonly int _most = model.Prompts.SectionsAtOnce ?? int.MaxValue;

    public GivenPrompt Standard()
    {
        int[] Prompt(IReadOnlyList<FoundSection> some) => model.Prompts.Standard(TextOf(some), run.Question, run.Verbosity, turns);
        var given = MostThatFit(Prompt);
        return new GivenPrompt(Prompt(given), TextItems(given));
    }

    /// <summary>
    /// A quarter of the room at most for notes of the whole text, the notes of the best sections up to half, the text of the
    /// best in what is left, of one at least. A model that cannot combine notes gets those of the sections alone, since
    /// notes about something else only lead it astray.
    /// </summary>
    public GivenPrompt FromNotes(UsableNotes notes)
    {
        var whole = WholeNotes(notes);
        var parts = PartNotes(whole);
        List<(RankedNote Note, FoundSection? From)> all = [.. whole.Select(note => (note, (FoundSection?)null)), .. parts.Select(part => (part.Note, (FoundSection?)part.From))];
        int[] Prompt(IReadOnlyList<FoundSection> some, IReadOnlyList<string> lines) => model.Prompts.FromNotes(TextOf(some), lines, run.Question, run.Verbosity, turns);

        var best = source.Found.Take(1).ToList();
        var chosen = NotesChoice.MostThatFit([.. all.Select(item => item.Note)], lines => Fits(Prompt(best, lines)));
        // With no note it would be an answer from the text, under another name: it is refused as too long instead.
        var lines = chosen.Lines.Count > 0 ? chosen.Lines : [.. all.Select(item => item.Note.Text)];
        var given = MostThatFit(some => Prompt(some, lines));
        var used = all.Where(item => lines.Contains(item.Note.Text)).ToList();
        return new GivenPrompt(Prompt(given, lines), [.. NoteItems(used, notes.NotesVersionId), .. TextItems(given)], all.Count - lines.Count);
    }

    private IReadOnlyList<RankedNote> WholeNotes(UsableNotes notes)
    {
        var matter = model.Prompts.MergesNotes || !source.Matched || source.Found.All(found => found.Notes.Count == 0)
            ? notes.All
            // What a person wrote about what is asked stands in no section.
            : [.. notes.All.Where(note => note.ByHand && SectionMatch.Shares(run.Question, note.Text))];
        var chosen = NotesChoice.MostThatFit(matter, lines => Count(lines) <= SectionRoom.MergedTokens(model)).Lines.ToHashSet();
        return [.. matter.Where(note => chosen.Contains(note.Text))];
    }

    private List<(RankedNote Note, FoundSection From)> PartNotes(IReadOnlyList<RankedNote> whole)
    {
        var left = (model.Prompts.RoomToAsk(model.ContextLength) / 2) - Count(whole.Select(note => note.Text));
        var seen = whole.Select(note => NotesMerger.Key(note.Text)).ToHashSet();
        List<(RankedNote Note, FoundSection From)> parts = [];
        // Where nothing matches, the notes of the whole text are the better guess.
        foreach (var found in source.Matched ? source.Found.Take(_most) : [])
        {
            List<RankedNote> own = [.. found.Notes.Where(note => seen.Add(NotesMerger.Key(note.Text)))];
            var room = left;
            var chosen = NotesChoice.MostThatFit(own, lines => Count(lines) <= room);
            parts.AddRange(own.Where(note => chosen.Lines.Contains(note.Text)).Select(note => (note, found)));
            left -= Count(chosen.Lines);
            if (chosen.LeftOut > 0)
                break;
        }
        return [.. parts.OrderBy(part => part.From.Section.Order)];
    }

    /// <summary>The most of the best sections; the best one also where not even that fits, which is refused as too long then.</summary>
    private IReadOnlyList<FoundSection> MostThatFit(Func<IReadOnlyList<FoundSection>, int[]> prompt)
    {
        var count = Math.Min(1, source.Found.Count);
        while (count < Math.Min(_most, source.Found.Count) && Fits(prompt([.. source.Found.Take(count + 1)])))
            count++;
        return [.. source.Found.Take(count).OrderBy(found => found.Section.Order)];
    }

    private string TextOf(IReadOnlyList<FoundSection> some) => string.Join(
        "\n\n", some.OrderBy(found => found.Section.Order).Select(found => model.Prompts.Excerpt(found.Section.Name, found.Section.Text.Trim())));

    private static IReadOnlyList<GivenItem> TextItems(IReadOnlyList<FoundSection> some) =>
        [.. some.Select(found => new GivenItem(GivenKind.Section, found.Section.Id, found.Section.Order, found.Section.Name, found.Section.Tokens))];

    private IEnumerable<GivenItem> NoteItems(List<(RankedNote Note, FoundSection? From)> used, Guid notesVersionId) => used
        .GroupBy(item => item.From)
        .Select(group => group.Key is { Section: var section, NotesId: { } id }
            ? new GivenItem(GivenKind.SectionNotes, id, section.Order, section.Name, Count(group.Select(item => item.Note.Text)), group.Count())
            : new GivenItem(GivenKind.MergedNotes, notesVersionId, 0, "The whole text", Count(group.Select(item => item.Note.Text)), group.Count()));

    private bool Fits(int[] prompt) => run.MaxTokens <= model.ContextLength - prompt.Length;

    private int Count(IEnumerable<string> lines) => model.Vocabulary.Tokenize(string.Join('\n', lines), parseSpecial: false).Length;
}

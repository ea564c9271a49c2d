using SleepTime.Engine.Answering.FollowUps;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Engine.Answering.Sections;

/// <summary>Finds the sections of a long text that match a question, with the notes that sleep made of them. Thread-safe.</summary>
internal sealed class LongSourceReader(SectionSearch search, SectionNotesStore notes)
{
    // More than have room beside each other: sections are as long as a few of them allow.
    private const int MostFound = 32;

    /// <param name="followed">What is followed up: its words are looked for too where the prompt repeats it.</param>
    /// <param name="usable">Whose section notes are read; null in Standard mode alone, and where there are no notes.</param>
    public async Task<LongSource> FindAsync(
        ContextVersion version, string question, IReadOnlyDictionary<AnswerMode, FollowUp> followed, UsableNotes? usable, HostedModel model, CancellationToken cancellationToken)
    {
        var turns = model.Prompts.CarriesTurns ? followed.Values.SelectMany(followUp => followUp.Turns).Select(turn => turn.Question).Distinct() : [];
        var found = await search.FindAsync(version.Id, string.Join('\n', turns.Prepend(question)), model.Prompts.SectionsAtOnce ?? MostFound, model, cancellationToken);
        var known = usable is null
            ? new Dictionary<string, SectionNotes>()
            : await notes.FindAsync(version.ContextId, usable.ModelId, usable.PromptVersion, [.. found.Sections.Select(section => section.ContentHash).Distinct()], cancellationToken);
        return new LongSource(found.Total, found.Matched, [.. found.Sections.Select(section => Of(section, known.GetValueOrDefault(section.ContentHash), usable))]);
    }

    private static FoundSection Of(ContextSection section, SectionNotes? made, UsableNotes? usable) => made is null
        ? new FoundSection(section, null, [])
        : new FoundSection(section, made.Id, [.. made.Lines
            .Where(line => !line.Struck && !usable!.Unwanted.Contains(NotesMerger.Key(line.Text)))
            .Select(line => new RankedNote(line.Text, line.Pass, line.Verified == true, ByHand: false))]);
}

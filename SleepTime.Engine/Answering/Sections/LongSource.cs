using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Answering.Sections;

/// <summary>What of a long text a question may be given.</summary>
/// <param name="Sections">How many sections the text has.</param>
/// <param name="Matched">False when no word of the question is in the text: these are its first sections then.</param>
/// <param name="Found">The best sections first.</param>
internal sealed record LongSource(int Sections, bool Matched, IReadOnlyList<FoundSection> Found);

/// <param name="NotesId">Of the notes that sleep made of it; null when there are none.</param>
/// <param name="Notes">Those of them that may be used.</param>
internal sealed record FoundSection(ContextSection Section, Guid? NotesId, IReadOnlyList<RankedNote> Notes);

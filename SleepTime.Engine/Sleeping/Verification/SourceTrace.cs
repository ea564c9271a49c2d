namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>Where a note comes from, as far as comparing words and numbers can tell.</summary>
/// <param name="Sentences">The sentences of the text that hold its names and given numbers, in the order of the text.</param>
/// <param name="Complete">Whether all of them were found and nothing in the note goes beyond what numbers show.</param>
/// <param name="Struck">A struck note that a number of it comes from and no sentence and no other note has; null when there is none.</param>
internal sealed record SourceTrace(IReadOnlyList<Sentence> Sentences, bool Complete, string? Struck = null);

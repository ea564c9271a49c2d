namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>A part of a long text that a job makes notes of.</summary>
/// <param name="Number">How its checkpoints are known, from 1.</param>
/// <param name="Name">What the log calls it.</param>
/// <param name="ContentHash">What its notes are known by.</param>
/// <param name="Text">What is read.</param>
/// <param name="Combines">It is made of notes, so that the pass that combines is all it gets.</param>
internal sealed record SectionUnit(int Number, string Name, string ContentHash, string Text, bool Combines);

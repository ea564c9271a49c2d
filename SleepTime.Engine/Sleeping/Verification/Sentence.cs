namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>A sentence of a text, or a line of one that is a list or a table.</summary>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="Text">As it stands there, so that it ends at Start + Text.Length.</param>
public sealed record Sentence(int Start, string Text);

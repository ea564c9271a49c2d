namespace SleepTime.Engine.Contexts.Sections;

/// <summary>A part of a text.</summary>
/// <param name="Start">Offset of its first character.</param>
/// <param name="Tokens">Exact, by the tokenizer that it was cut for.</param>
/// <param name="Label">Where it stands in its document; null where nothing tells.</param>
internal sealed record TextSection(int Start, int Length, int Tokens, string? Label)
{
    public int End => Start + Length;
}

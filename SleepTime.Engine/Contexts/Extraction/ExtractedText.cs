namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>What was read from a file: its text, with line breaks of one kind and no white space around it, and its structure.</summary>
internal sealed record ExtractedText(string Text, DocumentOutline Outline);

/// <summary>A file to read and how much may come of it.</summary>
/// <param name="Path">Where its bytes are.</param>
/// <param name="Name">What people call it.</param>
/// <param name="MaxTextBytes">Most bytes of text, as UTF-8.</param>
/// <param name="MaxUnpackedBytes">Most bytes that the parts of an archive may have unpacked.</param>
internal sealed record ExtractionRequest(string Path, string Name, DocumentKind Kind, int MaxTextBytes, int MaxPages, long MaxUnpackedBytes)
{
    /// <summary>How messages call it.</summary>
    public string Subject => $"\"{ContextTitle.OfFile(Name)}\"";
}

/// <summary>How far the reading of a file has come.</summary>
public sealed record ExtractionProgress(int PagesDone, int Pages);

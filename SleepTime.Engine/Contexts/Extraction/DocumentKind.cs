namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>How a file is read.</summary>
public enum DocumentKind
{
    /// <summary>As it is: .txt, .csv, .json and source code.</summary>
    Text,
    Markdown,
    Html,
    Pdf,
    Docx,
}

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>Which files are accepted, by the end of their names. Immutable.</summary>
public sealed class DocumentTypes
{
    private readonly Dictionary<string, DocumentKind> _kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = DocumentKind.Text,
        [".md"] = DocumentKind.Markdown,
        [".markdown"] = DocumentKind.Markdown,
        [".html"] = DocumentKind.Html,
        [".htm"] = DocumentKind.Html,
        [".pdf"] = DocumentKind.Pdf,
        [".docx"] = DocumentKind.Docx,
        [".csv"] = DocumentKind.Text,
        [".json"] = DocumentKind.Text,
    };

    public DocumentTypes(UploadOptions options)
    {
        foreach (var extension in options.CodeTypes.Split((char[])[' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            _kinds.TryAdd(extension.StartsWith('.') ? extension : "." + extension, DocumentKind.Text);
    }

    /// <summary>Every extension that is accepted, with its dot, in lower case.</summary>
    public IEnumerable<string> Extensions => _kinds.Keys.Select(extension => extension.ToLowerInvariant());

    /// <summary>The accepted types in words.</summary>
    public const string InWords = ".txt, .md, .html, .pdf, .docx, .csv, .json and source code";

    /// <exception cref="ContextRefusedException">Its type is not accepted.</exception>
    public DocumentKind Of(string fileName)
    {
        var extension = Path.GetExtension(fileName);
        return _kinds.TryGetValue(extension, out var kind)
            ? kind
            : throw new ContextRefusedException(ContextRefusal.UnsupportedType,
                $"\"{ContextTitle.OfFile(fileName)}\" is {(extension.Length == 0 ? "a file without a type" : $"of the type {extension.ToLowerInvariant()}")}; {InWords} can be uploaded. Save it as one of these, or paste its text.");
    }
}

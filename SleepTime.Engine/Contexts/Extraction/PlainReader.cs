namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>Text as it is. Nothing in it is interpreted, so that it needs no process of its own.</summary>
internal static class PlainReader
{
    /// <exception cref="ContextRefusedException">It is empty, no text, in another encoding, or too large.</exception>
    public static async Task<ExtractedText> ReadAsync(ExtractionRequest request, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(request.Path);
        return new(await new TextIntake(request.MaxTextBytes).ReadAsync(request.Name, file, cancellationToken), DocumentOutline.Empty);
    }
}

using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Contexts.Extraction;

/// <summary>Reads bytes as a file of some name, here in this process.</summary>
public abstract class DocumentReading : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected async Task<ExtractedText> ReadAsync(string name, byte[] content, int maxTextBytes = 1 << 20, int maxPages = 100, long maxUnpacked = 16 << 20)
    {
        var path = _folder.File(Guid.NewGuid().ToString());
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        var kind = new DocumentTypes(new UploadOptions()).Of(name);
        return await DocumentReader.ReadAsync(new ExtractionRequest(path, name, kind, maxTextBytes, maxPages, maxUnpacked), _ => { });
    }

    private protected async Task AssertRefusedAsync(ContextRefusal reason, string name, byte[] content, string said, int maxTextBytes = 1 << 20, int maxPages = 100)
    {
        var refused = await Assert.ThrowsAsync<ContextRefusedException>(() => ReadAsync(name, content, maxTextBytes, maxPages));
        Assert.Equal(reason, refused.Reason);
        Assert.Contains(said, refused.Message);
    }

    /// <summary>What stands at each heading's offset, which has to be the heading itself.</summary>
    private protected static IEnumerable<(int Level, string Title, string There)> Headings(ExtractedText read) =>
        read.Outline.Headings.Select(heading => (heading.Level, heading.Title, read.Text[heading.Start..].Split('\n')[0]));

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Tests.Support;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Contexts.Extraction;

/// <summary>Files read in a process of its own.</summary>
public sealed class DocumentExtractorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly UploadOptions _options = new();

    [Fact]
    public async Task Read_SeveralFiles_KeepsTheWorker()
    {
        using var extractor = Extractor();

        Assert.Contains("page 2", (await ReadAsync(extractor, "a.pdf", TestDocuments.PdfOfPages(2))).Text);
        var worker = extractor.WorkerId;
        Assert.Equal("Words.", (await ReadAsync(extractor, "b.docx", TestDocuments.Docx(TestDocuments.Words("Words.")))).Text);

        Assert.NotNull(worker);
        Assert.Equal(worker, extractor.WorkerId);
    }

    [Fact]
    public async Task Read_PlainText_NeedsNoWorker()
    {
        using var extractor = Extractor();

        Assert.Equal("Words.", (await ReadAsync(extractor, "a.txt", "Words."u8.ToArray())).Text);
        Assert.Null(extractor.WorkerId);
    }

    [Fact]
    public async Task Read_EmojiAndQuotes_ComeThroughThePipeUnchanged()
    {
        using var extractor = Extractor();
        const string Text = "# 👩‍👩‍👧 \"שלום\"\n\n<b>\u2028 \\ & '";

        var read = await ReadAsync(extractor, "a.md", Encoding.UTF8.GetBytes(Text));

        Assert.Equal(Text.ReplaceLineEndings("\n"), read.Text);
        Assert.Equal("👩‍👩‍👧 \"שלום\"", Assert.Single(read.Outline.Headings).Title);
    }

    [Fact]
    public async Task Read_Refused_SaysTheReadersWordsAndKeepsTheWorker()
    {
        using var extractor = Extractor();

        var refused = await Assert.ThrowsAsync<ContextRefusedException>(() => ReadAsync(extractor, "scan.pdf", TestDocuments.Pdf([[]])));

        Assert.Equal(ContextRefusal.Scanned, refused.Reason);
        Assert.NotNull(extractor.WorkerId);
    }

    [Fact]
    public async Task Read_TakesTooLong_EndsTheWorker()
    {
        using var extractor = Extractor(new WorkerCommand("sleep", ["600"])); // a worker that never answers

        var reading = ReadAsync(extractor, "slow.pdf", TestDocuments.PdfOfPages(1));
        await SleepTimeApp.WaitAsync("the worker", () => Task.FromResult(extractor.WorkerId is not null));
        var worker = extractor.WorkerId!.Value;
        _time.Advance(TimeSpan.FromSeconds(_options.MaxSeconds));

        Assert.Equal(ContextRefusal.TooSlow, (await Assert.ThrowsAsync<ContextRefusedException>(() => reading)).Reason);
        Assert.Null(extractor.WorkerId);
        await SleepTimeApp.WaitAsync("the end of the worker", () => Task.FromResult(!IsRunning(worker)));
    }

    [Fact]
    public async Task Read_NeedsTooMuchMemory_SaysSoAndTheNextFileIsRead()
    {
        _options.MaxMemoryBytes = 64 << 20;
        _options.MaxBytes = 64 << 20;
        using var extractor = Extractor();
        var page = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<b>x</b>", 500_000)));

        var refused = await Assert.ThrowsAsync<ContextRefusedException>(() => ReadAsync(extractor, "huge.html", page));

        Assert.Equal(ContextRefusal.TooMuchMemory, refused.Reason);
        Assert.Equal("small", (await ReadAsync(extractor, "small.html", "<p>small</p>"u8.ToArray())).Text);
    }

    [Fact]
    public async Task Read_WorkerBreaksOff_IsDamagedAndTheNextFileGetsAnother()
    {
        using var extractor = Extractor(new WorkerCommand("false", []));

        var refused = await Assert.ThrowsAsync<ContextRefusedException>(() => ReadAsync(extractor, "bad.pdf", TestDocuments.PdfOfPages(1)));

        Assert.Equal(ContextRefusal.Damaged, refused.Reason);
        Assert.Null(extractor.WorkerId);
    }

    [Fact]
    public async Task Read_WorkerSaysNonsense_IsNotBelieved()
    {
        // Four bytes of a length beyond any bound, for which no room may be made.
        using var extractor = Extractor(new WorkerCommand("printf", [@"\377\377\377\177 and so on"]));

        await Assert.ThrowsAsync<ContextRefusedException>(() => ReadAsync(extractor, "bad.pdf", TestDocuments.PdfOfPages(1)));
    }

    [Fact]
    public async Task Read_Cancelled_EndsTheWorker()
    {
        using var extractor = Extractor(new WorkerCommand("sleep", ["600"]));
        using var cancelled = new CancellationTokenSource();

        var reading = ReadAsync(extractor, "slow.pdf", TestDocuments.PdfOfPages(1), cancelled.Token);
        await SleepTimeApp.WaitAsync("the worker", () => Task.FromResult(extractor.WorkerId is not null));
        var worker = extractor.WorkerId!.Value;
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await SleepTimeApp.WaitAsync("the end of the worker", () => Task.FromResult(!IsRunning(worker)));
    }

    private DocumentExtractor Extractor(WorkerCommand? command = null) => new(command ?? FileReading.Command, _options, _time, NullLogger.Instance);

    private async Task<ExtractedText> ReadAsync(DocumentExtractor extractor, string name, byte[] content, CancellationToken cancellationToken = default)
    {
        var path = _folder.File(Guid.NewGuid().ToString());
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return await extractor.ReadAsync(path, name, new DocumentTypes(_options).Of(name), _ => { }, cancellationToken);
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public void Dispose() => _folder.Dispose();
}

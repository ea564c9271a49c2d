using System.Text;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Contexts.Uploads;

public sealed class UploadServiceTests : IDisposable
{
    private static readonly byte[] _story = "Maya has 3 marbles."u8.ToArray();

    private readonly UploadsFixture _uploads = new();

    [Fact]
    public async Task Upload_PlainText_BecomesAContextAndItsBytesGo()
    {
        var upload = await _uploads.UploadAsync("C:\\notes\\week 9.txt", _story);

        Assert.Equal((UploadState.Stored, "notes/week 9.txt", false), (upload.State, upload.FileName, upload.HasBytes));
        var context = await _uploads.Contexts.FindAsync(upload.ContextId!.Value, CancellationToken.None);
        Assert.Equal(("week 9.txt", "Maya has 3 marbles.", upload.Tokens), (context!.Title, context.Text, context.Tokens));
        Assert.Equal(0, _uploads.FileCount);
    }

    [Fact]
    public async Task Upload_Document_KeepsItsStructureWithTheVersion()
    {
        var upload = await _uploads.UploadAsync("report.pdf", TestDocuments.PdfOfPages(3));

        var context = await _uploads.Contexts.FindAsync(upload.ContextId!.Value, CancellationToken.None);
        var source = await _uploads.Sources.FindAsync(context!.VersionId, CancellationToken.None);
        Assert.Equal(("report.pdf", DocumentKind.Pdf), (source!.FileName, source.Kind));
        Assert.Equal("page 2", source.Outline.PlaceAt(context.Text.IndexOf("page 2", StringComparison.Ordinal)).ToString());
    }

    [Fact]
    public async Task Upload_PartlyScanned_KeepsWhatIsMissingWithTheVersionAndTheUpload()
    {
        var upload = await _uploads.UploadAsync("report.pdf", TestDocuments.Pdf([["Ann has 3 balls."], [], []]));

        Assert.Equal((3, 1), (upload.Gaps!.Pages, upload.Gaps.PagesWithText));
        var context = await _uploads.Contexts.FindAsync(upload.ContextId!.Value, CancellationToken.None);
        Assert.Equal(3, (await _uploads.Sources.FindAsync(context!.VersionId, CancellationToken.None))!.Outline.PageCount);
    }

    [Fact]
    public async Task Upload_DocumentWithUnreadParts_KeepsTheirNames()
    {
        var upload = await _uploads.UploadAsync("report.docx", TestDocuments.DocxWithNotes());

        Assert.Equal([UnreadPart.HeadersAndFooters, UnreadPart.Comments], upload.Gaps!.Unread);
    }

    [Fact]
    public async Task Retry_AHigherLimitThanBefore_StoresTheSameBytes()
    {
        _uploads.Options.MaxPages = 2;
        var upload = await _uploads.UploadAsync("long.pdf", TestDocuments.PdfOfPages(3));
        Assert.Equal((ContextRefusal.TooManyPages, true), (upload.Refusal, upload.HasBytes));

        Assert.True(await _uploads.Service.RetryAsync(upload.Id, storesDuplicate: false, CancellationToken.None));
        await using var restarted = new Restarted(_uploads); // with the usual limits

        Assert.Equal(UploadState.Stored, (await restarted.WaitAsync(upload.Id)).State);
    }

    [Fact]
    public async Task Upload_EditedAfterwards_TheNewVersionHasNoStructure()
    {
        var upload = await _uploads.UploadAsync("report.pdf", TestDocuments.PdfOfPages(1));

        var edited = await _uploads.Contexts.ReplaceTextAsync(upload.ContextId!.Value, "Another text.", basedOn: null, CancellationToken.None);

        Assert.Null(await _uploads.Sources.FindAsync(edited!.VersionId, CancellationToken.None));
    }

    [Fact]
    public async Task Upload_CannotBeRead_KeepsTheBytesAndSaysWhy()
    {
        var upload = await _uploads.UploadAsync("scan.pdf", TestDocuments.Pdf([[]]));

        Assert.Equal((UploadState.Failed, ContextRefusal.Scanned, true), (upload.State, upload.Refusal, upload.HasBytes));
        Assert.Contains("OCR", upload.Failure);
        Assert.True(_uploads.Folder.Has(upload.Id));
    }

    [Fact]
    public async Task Receive_TooLarge_IsListedAsFailedAndReadToItsEnd()
    {
        var content = new MemoryStream(new byte[300_000]);

        var upload = await _uploads.Service.ReceiveAsync("big.txt", content, "maya", storesDuplicate: false, CancellationToken.None);

        Assert.Equal((UploadState.Failed, ContextRefusal.TooLarge, 300_000, false), (upload.State, upload.Refusal, upload.Size, upload.HasBytes));
        Assert.Equal(300_000, content.Position);
        Assert.Equal(0, _uploads.FileCount);
    }

    [Fact]
    public async Task Receive_OtherType_NamesTheOnesThatAreTaken()
    {
        var upload = await _uploads.ReceiveAsync("photo.png", [1, 2, 3]);

        Assert.Equal(ContextRefusal.UnsupportedType, upload.Refusal);
        Assert.Contains(".pdf, .docx", upload.Failure);
    }

    [Fact]
    public async Task Receive_BreaksOff_LeavesNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _uploads.Service.ReceiveAsync("a.txt", new BrokenStream(), "maya", false, CancellationToken.None));

        Assert.Equal(0, _uploads.FileCount);
        Assert.Equal(0, (await _uploads.Service.CountAsync(CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Receive_TooMuchWaits_IsRefusedInWords()
    {
        for (var i = 0; i < 12; i++)
            await _uploads.ReceiveAsync($"{i}.txt", new byte[80_000]);

        var full = await Assert.ThrowsAsync<UploadsFullException>(() => _uploads.ReceiveAsync("more.txt", _story));

        Assert.Contains("SleepTime:Upload:MaxWaitingBytes", full.Message);
    }

    [Fact]
    public async Task Receive_ManyAtOnce_CountsThoseThatStillArrive()
    {
        var arriving = Enumerable.Range(0, 10).Select(_ => new HeldStream(_story)).ToList();
        var receiving = arriving.Select((stream, i) => _uploads.Service.ReceiveAsync($"{i}.txt", stream, "maya", false, CancellationToken.None)).ToList();
        await Task.WhenAll(arriving.Select(stream => stream.IsRead)).WaitAsync(SleepTimeApp.Patience, TestContext.Current.CancellationToken);

        // Each may still become as large as a file may be, ten times a tenth of the room.
        await Assert.ThrowsAsync<UploadsFullException>(() => _uploads.ReceiveAsync("more.txt", _story));

        arriving.ForEach(stream => stream.Release());
        await Task.WhenAll(receiving).WaitAsync(SleepTimeApp.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(UploadState.Received, (await _uploads.ReceiveAsync("more.txt", _story)).State);
    }

    [Fact]
    public async Task Receive_OneThatBreaksOff_GivesItsRoomBack()
    {
        for (var i = 0; i < 20; i++)
            await Assert.ThrowsAsync<IOException>(() => _uploads.Service.ReceiveAsync("a.txt", new BrokenStream(), "maya", false, CancellationToken.None));

        Assert.Equal(UploadState.Received, (await _uploads.ReceiveAsync("more.txt", _story)).State);
    }

    [Fact]
    public async Task Receive_FileOf200Megabytes_GoesThroughInSmallPieces()
    {
        var content = new LongStream(200_000_000);

        var upload = await _uploads.Service.ReceiveAsync("film.pdf", content, "maya", storesDuplicate: false, CancellationToken.None);

        Assert.Equal((ContextRefusal.TooLarge, 200_000_000), (upload.Refusal, upload.Size));
        Assert.InRange(content.LargestPiece, 1, 65_536);
        Assert.Equal(0, _uploads.FileCount);
    }

    [Fact]
    public async Task Receive_FailedOnesAreKept_TheOldestGivesWay()
    {
        var kept = new List<Upload>();
        for (var i = 0; i < 12; i++)
        {
            kept.Add(await _uploads.ReceiveAsync($"{i}.txt", new byte[80_000]));
            await _uploads.Store.FailAsync(kept[^1].Id, ContextRefusal.NotText, "No text.", CancellationToken.None);
            _uploads.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await _uploads.ReceiveAsync("more.txt", _story);

        Assert.False((await FindAsync(kept[0].Id))!.HasBytes);
        Assert.True((await FindAsync(kept[^1].Id))!.HasBytes);
    }

    [Fact]
    public async Task Upload_SameTextAgain_IsADuplicateUntilAPersonWantsIt()
    {
        var first = await _uploads.UploadAsync("a.txt", _story);
        var again = await _uploads.UploadAsync("b.md", Encoding.UTF8.GetBytes("Maya has 3 marbles.\r\n"));
        Assert.Equal((UploadState.Duplicate, first.ContextId), (again.State, again.ContextId));

        Assert.True(await _uploads.Service.RetryAsync(again.Id, storesDuplicate: true, CancellationToken.None));
        await using var restarted = new Restarted(_uploads);
        var stored = await restarted.WaitAsync(again.Id);

        Assert.Equal(UploadState.Stored, stored.State);
        Assert.NotEqual(first.ContextId, stored.ContextId);
    }

    [Fact]
    public async Task Retry_BytesAreGone_IsRefused()
    {
        var upload = await _uploads.ReceiveAsync("photo.png", [1]);

        Assert.False(await _uploads.Service.RetryAsync(upload.Id, false, CancellationToken.None));
    }

    [Fact]
    public async Task Delete_Waiting_ForgetsRowAndBytes()
    {
        var upload = await _uploads.ReceiveAsync("a.txt", _story);

        Assert.True(await _uploads.Service.DeleteAsync(upload.Id, CancellationToken.None));
        Assert.False(await _uploads.Service.DeleteAsync(upload.Id, CancellationToken.None));
        Assert.Equal(0, _uploads.FileCount);
    }

    [Fact]
    public async Task Store_DeletedMeanwhile_StoresNothing()
    {
        var upload = await _uploads.ReceiveAsync("a.txt", _story);
        await _uploads.Service.DeleteAsync(upload.Id, CancellationToken.None);

        await _uploads.Store.StoreAsync(upload, new ExtractedText("Maya has 3.", DocumentOutline.Empty), CancellationToken.None);

        Assert.Equal(0, (await _uploads.Contexts.ListAsync(1, 10, null, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task List_ManyStates_ShowsWhatNeedsALookFirst()
    {
        var stored = await _uploads.UploadAsync("a.txt", _story);
        var failed = await _uploads.ReceiveAsync("b.png", [1]);
        var waiting = await _uploads.ReceiveAsync("c.txt", _story);

        var list = await _uploads.Service.ListAsync(1, 10, CancellationToken.None);

        Assert.Equal([waiting.Id, failed.Id, stored.Id], list.Items.Select(item => item.Upload.Id));
        Assert.Equal(new UploadCounts(1, 1, 0, 1), await _uploads.Service.CountAsync(CancellationToken.None));
    }

    private async Task<Upload?> FindAsync(Guid id) => (await _uploads.Service.FindAsync(id, CancellationToken.None))?.Upload;

    public void Dispose() => _uploads.Dispose();

    /// <summary>Gives its bytes when it is released.</summary>
    private sealed class HeldStream(byte[] content) : MemoryStream(content)
    {
        private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsRead => _read.Task;

        public void Release() => _released.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _read.TrySetResult();
            await _released.Task;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }

    /// <summary>So many bytes that exist nowhere; knows how many were asked for at once.</summary>
    private sealed class LongStream(long length) : MemoryStream
    {
        private long _left = length;

        public int LargestPiece { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LargestPiece = Math.Max(LargestPiece, buffer.Length);
            var read = (int)Math.Min(buffer.Length, _left);
            buffer.Span[..read].Fill((byte)'a');
            _left -= read;
            return ValueTask.FromResult(read);
        }
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException("The sender has gone.");
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Tests.Support;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Contexts.Uploads;

/// <summary>What a restart and the passing of time do to uploads.</summary>
public sealed class UploadRecoveryTests : IDisposable
{
    private static readonly byte[] _story = "Maya has 3 marbles."u8.ToArray();

    private readonly UploadsFixture _uploads = new();

    [Fact]
    public async Task Start_OneWasBeingRead_IsReadAgain()
    {
        var upload = await _uploads.ReceiveAsync("a.txt", _story);
        await _uploads.Store.ClaimAsync(plain: true, CancellationToken.None); // and then the process ends
        Assert.Equal(UploadState.Extracting, (await FindAsync(upload.Id))!.State);

        await using var restarted = new Restarted(_uploads);

        Assert.Equal(UploadState.Stored, (await restarted.WaitAsync(upload.Id)).State);
    }

    [Fact]
    public async Task Recover_HalfAFileAndOneNobodyKnows_AreTakenAway()
    {
        await _uploads.ReceiveAsync("a.txt", _story);
        await File.WriteAllTextAsync(Path.Combine(_uploads.UploadsPath, $"{Guid.NewGuid()}.part"), "half", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_uploads.UploadsPath, $"{Guid.NewGuid()}.upload"), "left over", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_uploads.UploadsPath, "README"), "not ours", TestContext.Current.CancellationToken);

        await _uploads.Store.RecoverAsync(CancellationToken.None);

        Assert.Equal(2, _uploads.FileCount);
    }

    [Fact]
    public async Task Recover_BytesWereTakenAway_SaysSo()
    {
        var upload = await _uploads.ReceiveAsync("a.txt", _story);
        File.Delete(_uploads.Folder.PathOf(upload.Id));

        await _uploads.Store.RecoverAsync(CancellationToken.None);

        var found = await FindAsync(upload.Id);
        Assert.Equal((UploadState.Failed, false), (found!.State, found.HasBytes));
    }

    [Fact]
    public async Task Sweep_KeptLongEnough_IsForgottenWithItsBytes()
    {
        var failed = await _uploads.UploadAsync("scan.pdf", TestDocuments.Pdf([[]]));
        var waiting = await _uploads.ReceiveAsync("a.txt", _story);
        _uploads.Time.Advance(TimeSpan.FromHours(_uploads.Options.KeepHours) - TimeSpan.FromSeconds(1));
        await _uploads.Store.SweepAsync(CancellationToken.None);
        Assert.NotNull(await FindAsync(failed.Id));

        _uploads.Time.Advance(TimeSpan.FromSeconds(2));
        await _uploads.Store.SweepAsync(CancellationToken.None);

        Assert.Null(await FindAsync(failed.Id));
        Assert.NotNull(await FindAsync(waiting.Id));
        Assert.Equal(1, _uploads.FileCount);
    }

    [Fact]
    public async Task Upload_ModelFailed_SaysSoAndCanBeTriedAgain()
    {
        var models = TestModelHost.Loading();
        models.SetFailed("The model file is broken.");
        using var uploads = new UploadsFixture(models);

        var upload = await uploads.UploadAsync("a.txt", _story);

        Assert.Equal((UploadState.Failed, true), (upload.State, upload.HasBytes));
        Assert.Contains("The model file is broken.", upload.Failure);
    }

    [Fact]
    public async Task Process_AnotherModelIsBeingLoaded_WaitsForIt()
    {
        using var uploads = new UploadsFixture(TestModelHost.Ready());
        using var extractor = new DocumentExtractor(FileReading.Command, uploads.Options, uploads.Time, NullLogger.Instance);
        var upload = await uploads.ReceiveAsync("a.txt", _story);
        uploads.Models.SetLoading("other");

        var processing = uploads.Processor.ProcessAsync(upload, extractor, CancellationToken.None);
        await Task.WhenAny(processing, Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken));
        var waited = !processing.IsCompleted;
        uploads.Models.SetReady(TestModelHost.Describe(new FakeLoadedModel()));
        await processing.WaitAsync(SleepTimeApp.Patience);

        Assert.True(waited);
        Assert.Equal(UploadState.Stored, (await uploads.Service.FindAsync(upload.Id, CancellationToken.None))!.Upload.State);
    }

    [Fact]
    public async Task Process_DiskIsFull_IsToldWhenThereIsRoomAndTheNextIsRead()
    {
        var disk = new FullDisk();
        using var database = new TestDatabase(disk);
        using var uploads = new UploadsFixture(database: database);
        disk.Refuse("INSERT INTO \"Contexts\"", "\"Failure\" =");
        var first = await uploads.ReceiveAsync("a.txt", _story);
        await uploads.Processor.StartAsync(CancellationToken.None);
        await SleepTimeApp.WaitAsync("the failure to find no room", () => Task.FromResult(disk.Refusals > 1));

        disk.MakeRoom();
        var second = await uploads.ReceiveAsync("b.txt", "Leo has 4 marbles."u8.ToArray());
        await SleepTimeApp.WaitAsync("the next file to be stored", async () =>
        {
            uploads.Time.Advance(TimeSpan.FromSeconds(30));
            return (await uploads.Service.FindAsync(second.Id, CancellationToken.None))!.Upload.State == UploadState.Stored;
        });
        await uploads.Processor.StopAsync(CancellationToken.None);

        var failed = (await uploads.Service.FindAsync(first.Id, CancellationToken.None))!.Upload;
        Assert.Equal((UploadState.Failed, true), (failed.State, failed.HasBytes));
        Assert.Contains("full", failed.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_BytesCannotBeTakenAway_IsStoredAllTheSame()
    {
        var upload = await _uploads.ReceiveAsync("a.txt", _story);
        using var extractor = new DocumentExtractor(FileReading.Command, _uploads.Options, _uploads.Time, NullLogger.Instance);
        // A folder in the place of the half file: File.Delete does not take it away.
        Directory.CreateDirectory(Path.ChangeExtension(_uploads.Folder.PathOf(upload.Id), ".part"));

        await _uploads.Processor.ProcessAsync(upload, extractor, CancellationToken.None);

        Assert.Equal(UploadState.Stored, (await FindAsync(upload.Id))!.State);
    }

    private async Task<Upload?> FindAsync(Guid id) => (await _uploads.Service.FindAsync(id, CancellationToken.None))?.Upload;

    public void Dispose() => _uploads.Dispose();
}

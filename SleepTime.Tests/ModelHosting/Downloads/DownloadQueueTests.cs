using System.Collections.Concurrent;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class DownloadQueueTests : IAsyncLifetime
{
    private readonly List<DownloadQueue> _queues = [];
    private DownloadBench _bench = null!;

    [Fact]
    public async Task Add_AModel_IsFetchedAndTold()
    {
        var told = new ConcurrentBag<Guid>();
        using var subscription = _bench.Feed.Subscribe(activity => told.Add(((ModelDownloadChanged)activity).DownloadId));
        var queue = await StartAsync();

        var added = queue.Add($" {DownloadBench.Reference} ");
        var ended = await WaitAsync(queue, added.Id, DownloadState.Completed);

        Assert.Equal((DownloadBench.Reference, 300_000L, 300_000L), (ended.Reference, ended.Done, ended.Total));
        Assert.True(File.Exists(ended.Path));
        Assert.Null(ended.Phase);
        Assert.Contains(added.Id, told);
    }

    [Fact]
    public async Task Add_Two_AreFetchedOneAfterTheOther()
    {
        _bench.Hub.Add("model-Q8_0.gguf", 50_000);
        var queue = await StartAsync();
        var first = await AddSilentAsync(queue);
        var second = queue.Add($"{HubServer.Repo}:Q8_0");

        Assert.Equal(DownloadState.Queued, queue.Find(second.Id)!.State);
        Assert.True(queue.Pause(first.Id));
        await WaitAsync(queue, second.Id, DownloadState.Completed);
        Assert.Equal(DownloadState.Paused, queue.Find(first.Id)!.State);
        Assert.Equal([first.Id, second.Id], queue.List().Select(download => download.Id));
    }

    [Fact]
    public async Task Resume_APausedOne_GoesOnAndCompletes()
    {
        var queue = await StartAsync();
        var download = await AddSilentAsync(queue);
        Assert.False(queue.Resume(download.Id)); // it runs

        Assert.True(queue.Pause(download.Id));
        Assert.False(queue.Pause(download.Id));
        Assert.Equal(DownloadState.Paused, queue.Find(download.Id)!.State);
        Assert.True(queue.Resume(download.Id));

        Assert.Equal(300_000, (await WaitAsync(queue, download.Id, DownloadState.Completed)).Done);
    }

    [Fact]
    public async Task Add_OneThatIsListed_IsTheSame()
    {
        var queue = await StartAsync();
        var first = await AddSilentAsync(queue);

        Assert.Equal(first.Id, queue.Add(DownloadBench.Reference).Id);
        queue.Pause(first.Id);
        Assert.Equal(first.Id, queue.Add(DownloadBench.Reference).Id); // goes on
        await WaitAsync(queue, first.Id, DownloadState.Completed);
        _bench.Hub.Forget();
        queue.Add(DownloadBench.Reference);
        await WaitAsync(queue, first.Id, DownloadState.Completed);

        Assert.Single(queue.List());
        Assert.NotEmpty(_bench.Hub.Requests); // the branch may have moved
        Assert.Empty(_bench.Hub.StoreRequests);
    }

    [Fact]
    public async Task New_AfterAnEnd_ListsWhatWasInterruptedAsPaused()
    {
        var before = await StartAsync();
        var download = await AddSilentAsync(before);
        await before.StopAsync(CancellationToken.None);

        var after = await StartAsync();

        var listed = Assert.Single(after.List());
        Assert.Equal((download.Id, DownloadState.Paused, 20_000L, 300_000L), (listed.Id, listed.State, listed.Done, listed.Total));
        Assert.True(after.Resume(download.Id));
        var ended = await WaitAsync(after, download.Id, DownloadState.Completed);
        Assert.True(File.Exists(ended.Path));
    }

    [Fact]
    public async Task New_WholeButNotShownInACacheThatCannotBeWritten_IsListedAllTheSame()
    {
        var before = await StartAsync();
        var download = await AddSilentAsync(before);
        await before.StopAsync(CancellationToken.None);
        var blobs = Path.Combine(_bench.FolderOfRepo, "blobs");
        var etag = Path.GetFileName(Directory.EnumerateFiles(blobs).First()).Split('.')[0];
        await File.WriteAllBytesAsync(Path.Combine(blobs, etag), new byte[300_000], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_bench.FolderOfRepo, "snapshots"), "in the way", TestContext.Current.CancellationToken);

        using var after = _bench.NewQueue();

        var listed = Assert.Single(after.List());
        Assert.Equal((download.Id, DownloadState.Paused, 300_000L), (listed.Id, listed.State, listed.Done));
    }

    [Fact]
    public async Task Delete_OneThatRuns_TakesItsBytesAway()
    {
        var queue = await StartAsync();
        var download = await AddSilentAsync(queue);
        Assert.NotEmpty(_bench.Blobs);

        Assert.True(queue.Delete(download.Id));
        Assert.False(queue.Delete(download.Id));

        Assert.Empty(queue.List());
        await SleepTimeApp.WaitAsync("the bytes to go", () => Task.FromResult(_bench.Blobs.Count == 0));
    }

    [Fact]
    public async Task Delete_ACompleteOne_LeavesTheModel()
    {
        var queue = await StartAsync();
        var ended = await WaitAsync(queue, queue.Add(DownloadBench.Reference).Id, DownloadState.Completed);

        Assert.True(queue.Delete(ended.Id));

        Assert.True(File.Exists(ended.Path));
    }

    [Fact]
    public async Task Add_SomethingThatFails_SaysWhyAndCanBeResumed()
    {
        _bench.Hub.Corrupts = true;
        var queue = await StartAsync();

        var failed = await WaitAsync(queue, queue.Add(DownloadBench.Reference).Id, DownloadState.Failed);
        Assert.Contains("checksum", failed.Failure, StringComparison.Ordinal);
        _bench.Hub.Corrupts = false;
        Assert.True(queue.Resume(failed.Id));

        Assert.Null((await WaitAsync(queue, failed.Id, DownloadState.Completed)).Failure);
    }

    [Fact]
    public void Add_Forbidden_IsRefused()
    {
        _bench.Options.AllowDownloads = false;
        using var queue = _bench.NewQueue();

        var refused = Assert.Throws<DownloadRefusedException>(() => queue.Add(DownloadBench.Reference));

        Assert.True(refused.IsForbidden);
        Assert.Contains("SleepTime:Hub:AllowDownloads", refused.Message, StringComparison.Ordinal);
        Assert.Throws<DownloadRefusedException>(() => queue.Resume(Guid.NewGuid()));
    }

    [Fact]
    public void Add_MoreThanMayBeListed_IsRefused()
    {
        using var queue = _bench.NewQueue();
        for (var i = 0; i < 100; i++)
            queue.Add($"org/repo:Q{i}");

        Assert.Contains("which is the most", Assert.Throws<DownloadRefusedException>(() => queue.Add("org/repo:Q100")).Message, StringComparison.Ordinal);
        Assert.Equal(100, queue.List().Count);
    }

    public async ValueTask InitializeAsync()
    {
        _bench = await DownloadBench.StartAsync();
        _bench.Hub.Add(DownloadBench.File);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues)
        {
            await queue.StopAsync(CancellationToken.None);
            queue.Dispose();
        }
        await _bench.DisposeAsync();
    }

    private async Task<DownloadQueue> StartAsync()
    {
        var queue = _bench.NewQueue();
        _queues.Add(queue);
        await queue.StartAsync(CancellationToken.None);
        return queue;
    }

    /// <summary>One that has 20,000 bytes and gets no more until somebody pauses it.</summary>
    private async Task<ModelDownloadView> AddSilentAsync(DownloadQueue queue)
    {
        _bench.Options.Connections = 1;
        _bench.Hub.Silences.Enqueue(20_000);
        var added = queue.Add(DownloadBench.Reference);
        await SleepTimeApp.WaitAsync("the first bytes", () => Task.FromResult(queue.Find(added.Id)!.Done >= 20_000));
        return queue.Find(added.Id)!;
    }

    private static async Task<ModelDownloadView> WaitAsync(DownloadQueue queue, Guid id, DownloadState state)
    {
        await SleepTimeApp.WaitAsync($"a download to be {state}", () => Task.FromResult(queue.Find(id)!.State == state));
        return queue.Find(id)!;
    }
}

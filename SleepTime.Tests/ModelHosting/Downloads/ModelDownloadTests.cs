using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class ModelDownloadTests : IAsyncLifetime
{
    private DownloadBench _bench = null!;
    private byte[] _bytes = null!;

    private HubServer Hub => _bench.Hub;

    [Fact]
    public async Task Run_AModel_IsFetchedInPartsAndShownInItsSnapshot()
    {
        var meter = new DownloadMeter(_bench.Time);

        var path = await _bench.DownloadAsync(meter: meter);

        Assert.Equal(Path.Combine(_bench.FolderOfRepo, "snapshots", HubServer.Commit, DownloadBench.File), path);
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal([HubServer.ETagOf(_bytes)], _bench.Blobs);
        Assert.Equal(["bytes=0-65535", "bytes=131072-196607", "bytes=196608-262143", "bytes=262144-299999", "bytes=65536-131071"], Hub.StoreRequests.Select(request => request.Range).Order(StringComparer.Ordinal));
        Assert.Equal((300_000L, 300_000L), (meter.Read().Done, meter.Read().Total));
    }

    [Fact]
    public async Task Run_DroppedFiveTimes_ComesToTheRightChecksum()
    {
        foreach (var bytes in (int[])[20_000, 0, 40_000, 1, 60_000])
            Hub.Drops.Enqueue(bytes);

        Assert.Equal(_bytes, await ReadAsync(_bench.DownloadAsync()));
        Assert.Empty(Hub.Drops);
        Assert.True(Hub.StoreRequests.Count >= 10);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_AHostWithoutRanges_IsFetchedInOnePiece(bool drops)
    {
        Hub.GivesRanges = false;
        if (drops)
        {
            for (var i = 0; i < 6; i++)
                Hub.Drops.Enqueue(70_000);
        }
        var meter = new DownloadMeter(_bench.Time);

        Assert.Equal(_bytes, await ReadAsync(_bench.DownloadAsync(meter: meter)));
        Assert.Equal(300_000, meter.Read().Done);
    }

    [Fact]
    public async Task Run_AConnectionThatFallsSilent_IsDroppedAndTriedAgain()
    {
        Hub.Silences.Enqueue(10_000);
        Hub.Silences.Enqueue(0);
        var before = _bench.Time.GetUtcNow();

        Assert.Equal(_bytes, await ReadAsync(_bench.DownloadAsync()));
        Assert.True(_bench.Time.GetUtcNow() - before >= TimeSpan.FromSeconds(_bench.Options.StallSeconds));
        Assert.True(Hub.StoreRequests.Count >= 7);
    }

    [Fact]
    public async Task Run_AHubThatIsSilentForGood_IsGivenUp()
    {
        _bench.Options.MaxTries = 2;
        _bench.Options.Connections = 1;
        Hub.Silences.Enqueue(0);
        Hub.Silences.Enqueue(0);

        var failure = await Assert.ThrowsAsync<HubException>(() => _bench.DownloadAsync());

        Assert.Contains("sent nothing for 30 seconds. It was tried 2 times", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ASlowTrickle_IsNotTakenForSilence()
    {
        _bench.Options.Connections = 1;
        var meter = new DownloadMeter(_bench.Time);
        var sent = 0;
        Hub.BeforePiece = async () =>
        {
            // Each piece comes 20 seconds after the one before was read: longer than a silence may be, all together.
            await SleepTimeApp.WaitAsync("a piece", () => Task.FromResult(meter.Read().Done >= Math.Min(sent, _bytes.Length)));
            sent = (int)meter.Read().Done + Math.Min(16_384, 65_536 - ((int)meter.Read().Done % 65_536));
            _bench.Time.Advance(TimeSpan.FromSeconds(20));
        };

        Assert.Equal(_bytes, await ReadAsync(_bench.DownloadAsync(meter: meter)));
        Assert.Equal(5, Hub.StoreRequests.Count);
    }

    [Fact]
    public async Task Run_WrongChecksum_DeletesItAndSaysSo()
    {
        Hub.Corrupts = true;

        var failure = await Assert.ThrowsAsync<HubException>(() => _bench.DownloadAsync());

        Assert.Contains("does not have the checksum", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Blobs);
        Hub.Corrupts = false;
        Assert.Equal(_bytes, await ReadAsync(_bench.DownloadAsync()));
    }

    [Fact]
    public async Task Run_TooLittleRoom_SaysHowMuchIsNeededBeforeTheFirstByte()
    {
        Hub.ClaimedSize = 1L << 60;

        var failure = await Assert.ThrowsAsync<HubException>(() => _bench.DownloadAsync());

        Assert.Contains("It needs 1152921504.6 GB of room", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Hub.StoreRequests);
        Assert.Empty(_bench.Blobs);
    }

    [Fact]
    public async Task Run_AFileThatAnotherToolFetched_IsNotFetchedAgain()
    {
        var blobs = Path.Combine(_bench.FolderOfRepo, "blobs");
        var snapshot = Path.Combine(_bench.FolderOfRepo, "snapshots", HubServer.Commit);
        Directory.CreateDirectory(blobs);
        Directory.CreateDirectory(snapshot);
        await File.WriteAllBytesAsync(Path.Combine(blobs, HubServer.ETagOf(_bytes)), _bytes, TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(snapshot, DownloadBench.File), $"../../blobs/{HubServer.ETagOf(_bytes)}");

        Assert.Equal(_bytes, await ReadAsync(_bench.DownloadAsync()));
        Assert.Empty(Hub.StoreRequests);
    }

    [Fact]
    public async Task Run_AfterAPauseInANewProcess_GoesOnWhereItWas()
    {
        await _bench.DownloadInPartAsync(30_000);
        Assert.Null(_bench.Cache.Find(HubReference.Parse(DownloadBench.Reference))); // half a file is no model
        Hub.Forget();

        Assert.Equal(_bytes, await ReadAsync(_bench.DownloadAsync()));
        Assert.Equal("bytes=30000-65535", Hub.StoreRequests[0].Range);
        Assert.Equal([HubServer.ETagOf(_bytes)], _bench.Blobs);
    }

    [Fact]
    public async Task Run_AModelInSeveralFiles_FetchesAll()
    {
        var parts = Enumerable.Range(1, 3).Select(part => Hub.Add($"big/model-Q8_0-0000{part}-of-00003.gguf", 70_000 + part)).ToList();

        var path = await _bench.DownloadAsync($"{HubServer.Repo}:Q8_0");

        Assert.EndsWith("model-Q8_0-00001-of-00003.gguf", path, StringComparison.Ordinal);
        for (var part = 0; part < 3; part++)
            Assert.Equal(parts[part], await File.ReadAllBytesAsync(path.Replace("00001-of", $"0000{part + 1}-of", StringComparison.Ordinal), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Run_Offline_FindsWhatIsThereAndAsksNobody()
    {
        var path = await _bench.DownloadAsync();
        Hub.Forget();
        _bench.Options.Offline = true;

        Assert.Equal(path, await _bench.DownloadAsync());
        var failure = await Assert.ThrowsAsync<HubException>(() => _bench.DownloadAsync($"{HubServer.Repo}:Q8_0"));

        Assert.Contains("SleepTime:Hub:Offline", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Hub.Requests);
    }

    [Fact]
    public async Task Run_TheHubOutOfReach_FindsWhatIsThere()
    {
        var path = await _bench.DownloadAsync();
        await Hub.DisposeAsync();

        Assert.Equal(path, await _bench.DownloadAsync());
    }

    public async ValueTask InitializeAsync()
    {
        _bench = await DownloadBench.StartAsync();
        _bytes = Hub.Add(DownloadBench.File);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static async Task<byte[]> ReadAsync(Task<string> path) => await File.ReadAllBytesAsync(await path, TestContext.Current.CancellationToken);
}

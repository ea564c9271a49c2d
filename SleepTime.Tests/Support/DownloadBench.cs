using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting.Downloads;

namespace SleepTime.Tests.Support;

/// <summary>A hub, an empty cache and a clock that moves only while something waits for it.</summary>
internal sealed class DownloadBench : IAsyncDisposable
{
    public const string File = "model-Q4_K_M.gguf";
    public const string Reference = $"{HubServer.Repo}:Q4_K_M";

    private readonly TemporaryFolder _folder = new();
    private readonly List<HubConnection> _connections = [];

    private DownloadBench(HubServer hub)
    {
        Hub = hub;
        Options = new HubOptions { Endpoint = hub.Address.AbsoluteUri, CacheDirectory = _folder.File("hub"), SegmentBytes = 65_536 };
        Cache = new HubCache(Options.CacheDirectory);
    }

    public HubServer Hub { get; }

    public HubOptions Options { get; }

    public HubCache Cache { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public ActivityFeed Feed { get; } = new();

    public string FolderOfRepo => Path.Combine(Cache.Root, "models--org--model-GGUF");

    /// <summary>Everything in the cache that is no whole file, and every blob.</summary>
    public IReadOnlyList<string> Blobs => Directory.Exists(Path.Combine(FolderOfRepo, "blobs")) ? [.. Directory.EnumerateFiles(Path.Combine(FolderOfRepo, "blobs")).Select(file => Path.GetFileName(file))] : [];

    public static async Task<DownloadBench> StartAsync() => new(await HubServer.StartAsync());

    /// <summary>What a new process would have: nothing but what is on the disk.</summary>
    public ModelDownload NewProcess()
    {
        var connection = new HubConnection(Options, Time);
        _connections.Add(connection);
        return new ModelDownload(Options, Cache, new HubClient(connection), Time);
    }

    public DownloadQueue NewQueue() => new(
        NewProcess(), new DownloadListFile(_folder.File("downloads.json"), NullLogger<DownloadListFile>.Instance), Microsoft.Extensions.Options.Options.Create(Options), Feed, Time, NullLogger<DownloadQueue>.Instance);

    /// <summary>A download to its end, however long it waits meanwhile.</summary>
    public async Task<string> DownloadAsync(string reference = Reference, DownloadMeter? meter = null)
    {
        meter ??= new DownloadMeter(Time);
        var download = NewProcess().RunAsync(HubReference.Parse(reference), null, _ => { }, meter, CancellationToken.None);
        await PassTimeAsync(() => download.IsCompleted, () => meter.Read().NextTryAt is not null);
        return await download;
    }

    /// <summary>A download that somebody pauses when so many bytes are there, after which the hub says nothing.</summary>
    public async Task<DownloadPlan> DownloadInPartAsync(int bytes)
    {
        Options.Connections = 1;
        Hub.Silences.Enqueue(bytes);
        DownloadPlan? plan = null;
        var meter = new DownloadMeter(Time);
        using var pause = new CancellationTokenSource();
        var download = NewProcess().RunAsync(HubReference.Parse(Reference), null, planned => plan = planned, meter, pause.Token);
        await SleepTimeApp.WaitAsync("the first bytes", () => Task.FromResult(meter.Read().Done >= bytes));
        await pause.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
        return plan!;
    }

    /// <summary>Lets the clock go on until it is so, while a try waits or the hub is silent.</summary>
    public Task PassTimeAsync(Func<bool> isSo, Func<bool> waits) => SleepTimeApp.WaitAsync("a download", () =>
    {
        if (Hub.IsSilent || waits())
            Time.Advance(TimeSpan.FromSeconds(1));
        return Task.FromResult(isSo());
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
            connection.Dispose();
        await Hub.DisposeAsync();
        _folder.Dispose();
    }
}

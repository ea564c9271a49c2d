using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Contexts.Uploads;

/// <summary>Uploads over a database and a folder of their own; another one on the same is what a restart sees.</summary>
internal sealed class UploadsFixture : IDisposable
{
    private readonly TestDatabase _database;
    private readonly bool _isOwner;

    public UploadsFixture(ModelHost? models = null, TestDatabase? database = null)
    {
        _isOwner = database is null;
        _database = database ?? new TestDatabase();
        Folder = new UploadFolder(_database.UploadsPath);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        Models = models ?? TestModelHost.Ready();
        Store = new UploadStore(_database, Folder, Models, [Follower], Feed, Time, NullLogger<UploadStore>.Instance);
        Service = new UploadService(_database, Folder, options, Feed, Time);
        Contexts = new ContextService(_database, Models, [Follower], options, Feed, Time, NullLogger<ContextService>.Instance);
        Processor = new UploadProcessor(Store, Service, Folder, FileReading.Command, Models, options, Feed, Time, NullLogger<UploadProcessor>.Instance);
        Sources = new DocumentSourceReader(_database);
    }

    public UploadOptions Options { get; } = new() { MaxFileBytes = 100_000, MaxBytes = 50_000, MaxWaitingBytes = 1_000_000, Extractors = 1 };

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public ActivityFeed Feed { get; } = new();

    public FakeContextFollower Follower { get; } = new();

    public ModelHost Models { get; }

    public UploadFolder Folder { get; }

    public UploadStore Store { get; }

    public UploadService Service { get; }

    public UploadProcessor Processor { get; }

    public ContextService Contexts { get; }

    public DocumentSourceReader Sources { get; }

    public int FileCount => Directory.Exists(_database.UploadsPath) ? Directory.GetFiles(_database.UploadsPath).Length : 0;

    public string UploadsPath => _database.UploadsPath;

    public UploadsFixture Restart() => new(Models, _database);

    public Task<Upload> ReceiveAsync(string name, byte[] content) => Service.ReceiveAsync(name, new MemoryStream(content), "maya", storesDuplicate: false, CancellationToken.None);

    /// <summary>Received and then read by the processor, as far as it goes.</summary>
    public async Task<Upload> UploadAsync(string name, byte[] content)
    {
        var upload = await ReceiveAsync(name, content);
        await Processor.StartAsync(CancellationToken.None);
        var end = await Service.WaitAsync(upload.Id, CancellationToken.None).WaitAsync(SleepTimeApp.Patience);
        await Processor.StopAsync(CancellationToken.None);
        return end!;
    }

    public void Dispose()
    {
        Processor.Dispose();
        if (_isOwner)
            _database.Dispose();
    }
}

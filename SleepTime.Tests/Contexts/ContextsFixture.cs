using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Contexts;

/// <summary>A contexts service over a database, a model host and a follower of its own.</summary>
internal sealed class ContextsFixture : IDisposable
{
    public ContextsFixture(ModelHost? models = null)
    {
        Database = new TestDatabase(Watch.Interceptors);
        Models = models ?? TestModelHost.Ready();
        Feed.Subscribe(Events.Add);
        Service = new ContextService(Database, Models, [Follower], Options.Create(new UploadOptions { MaxBytes = 4096 }), Feed, Time, NullLogger<ContextService>.Instance);
        Seeder = new SampleSeeder(Database, Models, [Follower], Feed, Time, NullLogger<SampleSeeder>.Instance);
    }

    public DatabaseWatch Watch { get; } = new();

    public TestDatabase Database { get; }

    public ModelHost Models { get; }

    public FakeContextFollower Follower { get; } = new();

    public ActivityFeed Feed { get; } = new();

    public List<ActivityEvent> Events { get; } = [];

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public ContextService Service { get; }

    public SampleSeeder Seeder { get; }

    public Task<ContextDetails> CreateAsync(string text, string? title = null) =>
        Service.CreateAsync(title, text, "maya", storesDuplicate: true, TestContext.Current.CancellationToken);

    public void Dispose() => Database.Dispose();
}

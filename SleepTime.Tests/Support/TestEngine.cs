using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Insights;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Engine.Storage;

namespace SleepTime.Tests.Support;

/// <summary>
/// Everything from questions and sleep jobs down to a fake model: real queue, real engine thread, real database, a clock
/// that stands still. One is one process: make another on the same database for what comes after a restart.
/// </summary>
internal sealed class TestEngine : IAsyncDisposable
{
    public const string Owner = "local";

    private readonly ServiceProvider _services;
    private readonly TestDatabase _database;

    public TestEngine(TestDatabase database, FakeLoadedModel? model = null, bool modelReady = true, params (string Key, string Value)[] settings)
    {
        _database = database;
        Model = model ?? new FakeLoadedModel();
        // The fake model says the same each time and judges nothing, which ends no job unless a test is about that.
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("SleepTime:Sleep:MinNewNotes", "0"), new("SleepTime:Sleep:AskModel", "false")])
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"SleepTime:{setting.Key}", (string?)setting.Value)))
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddActivities()
            .AddSingleton<IGpuReader>(Gpu)
            .AddSingleton<IDbContextFactory<SleepTimeDbContext>>(database)
            .AddSingleton(new StateFolder(database.StatesPath))
            .AddSingleton(provider => TestModelHost.Loading(provider.GetRequiredService<ActivityFeed>()))
            .AddGeneration(configuration)
            .AddSleeping(configuration)
            .AddAnswering(configuration)
            .AddSingleton(new DataSetFolder(database.DataSetsPath))
            .AddExperiments()
            .AddInsights()
            .AddOverview()
            .AddSharing(configuration)
            .BuildServiceProvider(validateScopes: true);
        if (modelReady)
            LoadModel();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public FakeLoadedModel Model { get; }

    public FakeGpuReader Gpu { get; } = new();

    /// <summary>Of the model that is loaded next.</summary>
    public int ContextLength { get; init; } = 8_192;

    /// <summary>Which prompts the model that is loaded next is asked with; null for those of the embedded one.</summary>
    public string? Profile { get; init; }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public IEnumerable<T> GetAll<T>() => _services.GetServices<T>();

    public void LoadModel()
    {
        var limits = Get<Microsoft.Extensions.Options.IOptions<GenerationOptions>>().Value;
        var hosted = TestModelHost.Describe(Model, ContextLength, Profile);
        Get<GenerationService>().Start(Model, new InferenceContextOptions(limits.CellCount, limits.MaxSequences, limits.BatchTokens), hosted.ContextLength);
        Get<ModelHost>().SetReady(hosted);
    }

    /// <summary>Stores a context as <see cref="ContextService"/> would, without telling anyone.</summary>
    public async Task<Context> AddContextAsync(string text = "Maya has 3 marbles.")
    {
        var context = new Context { Title = text[..Math.Min(20, text.Length)], Owner = Owner, CreatedAt = Time.GetUtcNow() };
        context.Versions.Add(new ContextVersion { ContextId = context.Id, Number = 1, Text = text, ContentHash = text, Tokens = text.Length, CreatedAt = Time.GetUtcNow() });
        await using var database = _database.CreateDbContext();
        database.Add(context);
        await database.SaveChangesAsync();
        return context;
    }

    /// <summary>Stores another version of the text and tells those who follow it.</summary>
    public async Task<ContextVersion> EditAsync(Context context, string text)
    {
        await using var database = _database.CreateDbContext();
        var stored = await database.Contexts.SingleAsync(stored => stored.Id == context.Id);
        var version = new ContextVersion
        {
            ContextId = context.Id, Number = ++stored.CurrentVersionNumber, Text = text, ContentHash = text, Tokens = text.Length, CreatedAt = Time.GetUtcNow(),
        };
        database.Add(version);
        await database.SaveChangesAsync();
        foreach (var follower in GetAll<IContextFollower>())
            await follower.OnVersionStoredAsync(context.Id, version.Id, Owner, CancellationToken.None);
        return version;
    }

    /// <summary>Deletes a context as <see cref="ContextService"/> would.</summary>
    public async Task DeleteAsync(Context context)
    {
        foreach (var follower in GetAll<IContextFollower>())
            await follower.OnDeletingAsync(context.Id, CancellationToken.None);
        await using var database = _database.CreateDbContext();
        await database.Contexts.Where(stored => stored.Id == context.Id).ExecuteDeleteAsync();
        foreach (var follower in GetAll<IContextFollower>())
            await follower.OnDeletedAsync(context.Id, context.CreatedAt, CancellationToken.None);
    }

    /// <summary>Stores notes as a finished sleep job would.</summary>
    public async Task<NotesVersion> AddNotesAsync(Context context, params string[] lines)
    {
        var model = Get<ModelHost>().Status.Hosted;
        var notes = new NotesVersion
        {
            ContextId = context.Id, ContextVersionId = context.Versions[^1].Id, JobId = Guid.CreateVersion7(), Passes = 1,
            ModelId = model?.Id ?? "fake", PromptVersion = model?.Prompts.Version ?? "tiny", Usage = TokenUsage.None, CreatedAt = Time.GetUtcNow(),
        };
        notes.Lines.AddRange(lines.Select((line, order) => new Note { NotesVersionId = notes.Id, Order = order, Pass = 1, Text = line.TrimStart('!'), Struck = line.StartsWith('!') }));
        await using var database = _database.CreateDbContext();
        database.Add(notes);
        await database.SaveChangesAsync();
        return notes;
    }

    public async Task<SleepJobView> EnqueueAsync(Context context, int? passes = null, bool force = false) =>
        await Get<SleepQueue>().EnqueueAsync(context.Id, passes, force, Owner, CancellationToken.None) ?? throw new InvalidOperationException("There is no such context.");

    /// <summary>One step of sleeping; false when there was nothing to do or no leave to do it.</summary>
    public async Task<bool> StepAsync() => await Get<SleepStepper>().StepAsync(CancellationToken.None) == TimeSpan.Zero;

    /// <summary>Steps until there is nothing to do.</summary>
    public async Task SleepAsync()
    {
        while (await StepAsync())
        {
        }
    }

    public async Task<SleepJobView> JobAsync(Guid id) =>
        await Get<SleepQueue>().FindAsync(id, CancellationToken.None) ?? throw new InvalidOperationException("There is no such job.");

    public async Task<IReadOnlyList<NotesView>> NotesAsync(Context context) =>
        await Get<NotesService>().ListAsync(context.Id, CancellationToken.None) ?? throw new InvalidOperationException("There is no such context.");

    public Task<AskResult> AskAsync(Context context, params AnswerMode[] modes) =>
        Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many marbles has Maya?", Modes = modes, Owner = Owner }, CancellationToken.None);

    /// <summary>Everything that happened to a run, once it has ended.</summary>
    public async Task<IReadOnlyList<RunEvent>> EventsAsync(Run run) => await Get<RunRegistry>().WatchAsync(run.Id, CancellationToken.None).ToListAsync();

    public async Task<Run> EndOfAsync(Run run) => ((RunEnded)(await EventsAsync(run))[^1]).Run;

    public async ValueTask DisposeAsync()
    {
        // What stores something must have ended before the database goes.
        await Get<RunRegistry>().CloseAsync(CancellationToken.None);
        await Get<GenerationService>().StopAsync();
        await _services.DisposeAsync();
    }
}

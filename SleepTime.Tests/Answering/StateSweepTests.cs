using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

public sealed class StateSweepTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TemporaryFolder _folder = new();
    private readonly TestEngine _engine;

    public StateSweepTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Start_StatesOfAContextThatIsNotThere_AreDeleted()
    {
        var context = await _engine.AddContextAsync();
        string Folder(string name) => Directory.CreateDirectory(_folder.File(name)).FullName;
        var (kept, gone, foreign) = (Folder(context.Id.ToString("N")), Folder(Guid.NewGuid().ToString("N")), Folder("notes"));
        await File.WriteAllTextAsync(Path.Combine(gone, "a.state"), "text", TestContext.Current.CancellationToken);

        await SweepAsync(_folder.Path);

        Assert.Equal([kept, foreign], Directory.GetDirectories(_folder.Path).OrderBy(path => path == foreign));
    }

    [Fact]
    public async Task Start_NoStatesYet_MakesNothing()
    {
        await SweepAsync(_folder.File("states"));

        Assert.False(Directory.Exists(_folder.File("states")));
    }

    [Fact]
    public async Task Start_EngineHasLookedAtTheFilesBefore_KnowsThemNoMore()
    {
        var service = Service(_folder.Path);
        var model = new FakeLoadedModel();
        _ = service.Start(model, new InferenceContextOptions(512, 2, 64), contextLength: 512, new StateModel("abc", "tiny-1"));
        await service.SavePrefix([.. Enumerable.Repeat('a', 100)], Guid.NewGuid(), "local")!.Outcome;
        await service.StopAsync();
        _ = service.Start(model, new InferenceContextOptions(512, 2, 64), contextLength: 512, new StateModel("abc", "tiny-1"));
        Assert.NotEqual(0, service.PrefixUse.DiskBytes);

        await SweepAsync(_folder.Path, service);

        Assert.Equal(0, service.PrefixUse.DiskBytes);
        Assert.Empty(Directory.GetDirectories(_folder.Path));
        await service.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }

    private static GenerationService Service(string path) =>
        new(Options.Create(new GenerationOptions()), new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance, new StateFolder(path));

    private Task SweepAsync(string path, GenerationService? generation = null) =>
        new StateSweep(new StateFolder(path), generation ?? Service(path), _database, NullLogger<StateSweep>.Instance).StartAsync(TestContext.Current.CancellationToken);
}

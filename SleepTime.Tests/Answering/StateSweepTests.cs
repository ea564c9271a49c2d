using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation.Prefixes;
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

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }

    private Task SweepAsync(string path) =>
        new StateSweep(new StateFolder(path), _database, NullLogger<StateSweep>.Instance).StartAsync(TestContext.Current.CancellationToken);
}

using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Gating;

public sealed class SleepSettingsServiceTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly SleepSettingsService _settings;

    public SleepSettingsServiceTests()
    {
        _engine = new TestEngine(_database);
        _settings = _engine.Get<SleepSettingsService>();
    }

    [Fact]
    public async Task SaveAsync_SeveralFirstChoicesAtOnce_AreAllTaken()
    {
        var context = await _engine.AddContextAsync();

        var taken = await Task.WhenAll(Enumerable.Range(1, 8).Select(samples => Task.Run(() =>
            _settings.SaveAsync(new ContextSleepSettings { ContextId = context.Id, Samples = samples }, CancellationToken.None))));

        Assert.DoesNotContain(false, taken);
        Assert.NotNull((await _settings.FindAsync(context.Id, CancellationToken.None)).Samples);
    }

    [Fact]
    public async Task SaveAsync_NoSuchContext_KeepsNothing()
    {
        var nobody = Guid.CreateVersion7();

        Assert.False(await _settings.SaveAsync(new ContextSleepSettings { ContextId = nobody, Choice = SleepChoice.Never }, CancellationToken.None));
        Assert.Equal(SleepChoice.Automatic, (await _settings.FindAsync(nobody, CancellationToken.None)).Choice);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Offload;

/// <summary>Loads onto a GPU: how much goes there, what is told of it, and loads that ended the process.</summary>
public sealed class GpuLoadTests : IDisposable
{
    private static readonly RuntimeDevice AGpu = new("CUDA0", "a GPU", 8L << 30, 8L << 30, DeviceKind.Gpu);

    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _database = new();
    private readonly ActivityFeed _feed = new();
    private readonly ModelOptions _options;

    public GpuLoadTests()
    {
        _options = new ModelOptions { Preset = ModelPresets.Default, Path = _folder.File("model.gguf") };
        File.Copy(Path.Combine(AppContext.BaseDirectory, "models/sleeptime-tiny.gguf"), _options.Path);
    }

    [Fact]
    public async Task Start_RoomForAll_TakesAllLayersAndIsTold()
    {
        _options.TensorSplit = [1];
        ModelLoadOptions? asked = null;
        var runtime = new FakeRuntime { Gpus = [AGpu], OnLoad = (options, _, _) => { asked = options; return Task.CompletedTask; } };
        var (host, loader) = Build(runtime);

        await loader.StartAsync(CancellationToken.None);
        await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);

        Assert.Equal((8, SplitMode.Layer, 1f), (asked!.GpuLayers, asked.Split!.Mode, Assert.Single(asked.Split.Shares!)));
        Assert.True(host.Require().Offload is { IsWhole: true, Devices: ["CUDA0"], EstimatedBytes: > 5_000_000 });
        await loader.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_TwoLoadsOntoAGpuEndedTheProcess_TheThirdIsLeftToAPerson()
    {
        var never = new UnendedLoads(_database);
        await never.BeginAsync(ModelPresets.Default, TestContext.Current.CancellationToken);
        await never.BeginAsync(ModelPresets.Default, TestContext.Current.CancellationToken);
        var runtime = new FakeRuntime { Gpus = [AGpu] };
        var (host, loader) = Build(runtime);

        await loader.StartAsync(CancellationToken.None);
        var status = await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);
        await loader.StopAsync(CancellationToken.None);

        Assert.Contains("ended the server 2 times in a row", status.Failure, StringComparison.Ordinal);
        Assert.Equal(0, runtime.Loads);
        var (again, asked) = Build(runtime);
        await asked.StartAsync(CancellationToken.None);
        Assert.Equal(ModelState.Ready, (await again.WaitUntilSettledAsync(TestContext.Current.CancellationToken)).State);
        await asked.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_TheDiskTakesNoNote_LoadsAllTheSame()
    {
        await using (var database = _database.CreateDbContext())
        {
            await database.Database.ExecuteSqlRawAsync(
                """
                CREATE TRIGGER full_insert BEFORE INSERT ON Facts BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;
                CREATE TRIGGER full_update BEFORE UPDATE ON Facts BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;
                """, TestContext.Current.CancellationToken);
        }
        var (host, loader) = Build(new FakeRuntime { Gpus = [AGpu] });

        await loader.StartAsync(CancellationToken.None);

        Assert.Equal(ModelState.Ready, (await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken)).State);
        await loader.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Start_ALoadThatEnds_IsForgottenWhetherItSucceedsOrNot()
    {
        var runtime = new FakeRuntime { Gpus = [AGpu], OnLoad = (_, _, _) => throw new ModelLoadException("out of memory.") };
        for (var i = 0; i < 4; i++)
        {
            var (host, loader) = Build(runtime);
            await loader.StartAsync(CancellationToken.None);
            Assert.Equal("out of memory.", (await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken)).Failure);
            await loader.StopAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Start_AGpuIsAskedForAndThereIsNone_FailsWithWhatToDo()
    {
        _options.GpuLayers = -1;
        var runtime = new FakeRuntime();
        var (host, loader) = Build(runtime);

        await loader.StartAsync(CancellationToken.None);
        var status = await host.WaitUntilSettledAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ModelState.Failed, status.State);
        Assert.Contains("there is none", status.Failure, StringComparison.Ordinal);
        Assert.Equal(0, runtime.Loads);
        await loader.StopAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private (ModelHost Host, ModelLoader Loader) Build(FakeRuntime runtime)
    {
        var site = new LoaderSite(runtime, _database, _feed, _options, new GenerationOptions());
        return (site.Host, site.Loader);
    }
}

using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation.Prefixes;

/// <summary>A process is killed while it writes states, and the folder is opened again.</summary>
public sealed class StateDiskKillTests : IDisposable
{
    /// <summary>Kills that have to meet a file being written.</summary>
    private const int Kills = 3;

    private const int MostProcesses = 20;

    private readonly TemporaryFolder _folder = new();
    private readonly SavedState _old = StateWritingProcess.State(0, GenerationClass.Question);

    [Fact]
    public async Task Open_WriterWasKilled_EveryStateIsWholeOrAbsent()
    {
        StateWritingProcess.Open(_folder.Path).Write(_old);

        var met = 0;
        for (var processes = 0; met < Kills; processes++)
        {
            Assert.True(processes < MostProcesses, "No kill met a file that was being written.");
            await WriteAndKillAsync();
            met += Files(StateFile.TemporaryExtension).Length;
            AssertAllIsWhole();
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Kills it as soon as a file is begun.</summary>
    private async Task WriteAndKillAsync()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(_folder.Path, "*" + StateFile.TemporaryExtension) { IncludeSubdirectories = true };
        watcher.Created += (_, _) => begun.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var writer = new StateWritingProcess(_folder.Path);
        await begun.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        await writer.KillAsync();
    }

    private void AssertAllIsWhole()
    {
        var files = Files(StateFile.Extension).Length;

        var disk = StateWritingProcess.Open(_folder.Path);

        Assert.Empty(Files(StateFile.TemporaryExtension));
        var whole = 0;
        for (var number = 0; whole < files; number++)
        {
            Assert.True(number < 10_000, "A file is there that no state was found for.");
            if (!disk.TryFindLongest([number], out var found, out _))
                continue;
            var state = disk.Load(found, GenerationClass.Sleep);
            Assert.NotNull(state);
            Assert.True(state.Payload.AsSpan().SequenceEqual(StateWritingProcess.State(number, GenerationClass.Sleep).Payload), $"State {number} is not what was written.");
            whole++;
        }
        Assert.True(disk.Has(StateWritingProcess.ContextId, _old.Tokens));
        Assert.Equal(files, Files(StateFile.Extension).Length);
        Assert.Equal(Files("").Sum(file => new FileInfo(file).Length), disk.Bytes);
    }

    private string[] Files(string extension) => Directory.GetFiles(_folder.Path, "*" + extension, SearchOption.AllDirectories);
}

using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation.Prefixes;

public sealed class StateKeepingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Forget_WhileItCloses_LeavesNoFileThatWasStillToBeWritten()
    {
        using var mayWrite = new ManualResetEventSlim();
        var context = Guid.NewGuid();
        var keeping = new StateKeeping(new StateFolder(_folder.Path), new GenerationOptions(), TimeProvider.System, NullLogger.Instance, mayWrite.Wait);
        var saved = keeping.Open(new FakeLoadedModel(), new StateModel("abc", "tiny-1"), () => { });
        foreach (var token in Enumerable.Range(1, 3))
            saved.Write(new SavedState([token], new byte[10], new PrefixOwner(GenerationClass.Question, context), PrefixTier.Memory), _ => { });

        var closed = keeping.CloseAsync();
        var forgotten = keeping.ForgetAsync(context);
        Assert.False(forgotten.IsCompleted);
        mayWrite.Set();
        await forgotten;
        await closed;

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
        Assert.False(keeping.AreKeptOnDisk);
    }

    public void Dispose() => _folder.Dispose();
}

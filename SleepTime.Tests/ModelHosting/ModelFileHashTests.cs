using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting;

public sealed class ModelFileHashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Compute_AModelInSeveralFiles_IsOfAllOfThem()
    {
        var first = await WriteAsync("m-00001-of-00002.gguf", "one");
        await WriteAsync("m-00002-of-00002.gguf", "two");
        var whole = await HashAsync(await WriteAsync("m.gguf", "onetwo"));
        var before = await HashAsync(first);

        await WriteAsync("m-00002-of-00002.gguf", "corrected");

        Assert.Equal(whole, before);
        Assert.NotEqual(before, await HashAsync(first));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> WriteAsync(string name, string content)
    {
        var path = _folder.File(name);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }

    private static Task<string> HashAsync(string path) => ModelFileHash.ComputeAsync(path, new Progress<float>(), TestContext.Current.CancellationToken);
}

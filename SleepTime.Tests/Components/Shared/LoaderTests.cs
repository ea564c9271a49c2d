using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class LoaderTests
{
    [Fact]
    public async Task LoadAsync_ReadFails_SaysWhyInWords()
    {
        using var loader = new Loader<int>("The queue could not be read", _ => throw new IOException("disk full"));

        await loader.LoadAsync();

        Assert.False(loader.HasValue);
        Assert.Equal("The queue could not be read (disk full). Try again; if it stays, the server's log says more.", loader.Failure);
    }

    [Fact]
    public async Task LoadAsync_RefreshFails_KeepsTheValue()
    {
        var answers = new Queue<Func<int>>([() => 7, () => throw new IOException("gone")]);
        using var loader = new Loader<int>("It could not be read", _ => Task.FromResult(answers.Dequeue()()));

        await loader.LoadAsync();
        await loader.LoadAsync();

        Assert.Equal(7, loader.Value);
        Assert.NotNull(loader.Failure);
    }

    [Fact]
    public async Task LoadAsync_OlderReadEndsLast_IsIgnored()
    {
        var reads = new List<TaskCompletionSource<string>>();
        using var loader = new Loader<string>("It could not be read", _ =>
        {
            var read = new TaskCompletionSource<string>();
            reads.Add(read);
            return read.Task;
        });

        var older = loader.LoadAsync();
        var newer = loader.LoadAsync();
        reads[1].SetResult("new");
        await newer;
        reads[0].SetResult("old");
        await older;

        Assert.Equal("new", loader.Value);
    }

    [Fact]
    public async Task LoadAsync_OlderReadFailsLast_IsIgnored()
    {
        var reads = new List<TaskCompletionSource<string>>();
        using var loader = new Loader<string>("It could not be read", _ =>
        {
            var read = new TaskCompletionSource<string>();
            reads.Add(read);
            return read.Task;
        });

        var older = loader.LoadAsync();
        var newer = loader.LoadAsync();
        reads[1].SetResult("new");
        await newer;
        reads[0].SetException(new IOException("interrupted"));
        await older;

        Assert.Equal("new", loader.Value);
        Assert.Null(loader.Failure);
    }

    [Fact]
    public async Task Clear_ReadUnderWayFails_IsForgotten()
    {
        var read = new TaskCompletionSource<string>();
        using var loader = new Loader<string>("It could not be read", _ => read.Task);

        var loading = loader.LoadAsync();
        loader.Clear();
        read.SetException(new IOException("interrupted"));
        await loading;

        Assert.False(loader.HasValue);
        Assert.Null(loader.Failure);
    }

    [Fact]
    public async Task Clear_ReadUnderWay_IsForgotten()
    {
        var read = new TaskCompletionSource<string>();
        using var loader = new Loader<string>("It could not be read", _ => read.Task);

        var loading = loader.LoadAsync();
        loader.Clear();
        read.SetResult("late");
        await loading;

        Assert.False(loader.HasValue);
    }
}

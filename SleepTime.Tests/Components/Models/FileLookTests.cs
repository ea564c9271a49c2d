using SleepTime.Engine.ModelHosting.Inspection;
using SleepTime.Web.Components.Pages.Models;

namespace SleepTime.Tests.Components.Models;

public sealed class FileLookTests
{
    [Fact]
    public async Task LookAsync_OlderLookEndsLast_IsIgnored()
    {
        using var slow = new ManualResetEventSlim();
        var look = new FileLook(path =>
        {
            if (path == "slow.gguf")
                slow.Wait(CancellationToken.None);
            return ModelInspector.Unreadable(path, 0, "It is no model.");
        });

        var older = look.LookAsync("slow.gguf");
        await look.LookAsync("fast.gguf");
        slow.Set();
        await older;

        Assert.Equal("fast.gguf", look.Found?.Path);
        Assert.False(look.IsLooking);
    }

    [Fact]
    public async Task LookAsync_Again_ForgetsTheFileBeforeAndSaysThatItLooks()
    {
        using var go = new ManualResetEventSlim(initialState: true);
        var look = new FileLook(path =>
        {
            go.Wait(CancellationToken.None);
            return ModelInspector.Unreadable(path, 0, "It is no model.");
        });
        await look.LookAsync("a.gguf");
        go.Reset();

        var looking = look.LookAsync("b.gguf");

        Assert.Null(look.Found);
        Assert.True(look.IsLooking);
        go.Set();
        await looking;
        Assert.Equal("b.gguf", look.Found?.Path);
    }
}

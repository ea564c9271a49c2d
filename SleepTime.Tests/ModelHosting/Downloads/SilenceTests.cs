using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.ModelHosting.Downloads;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class SilenceTests
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task End_LongAfterTheLastThatCame_IsNoSilence()
    {
        using var silence = new Silence(_longest, _time, CancellationToken.None);
        await silence.EndAsync(_ => Task.FromResult(1), "hub.test");
        _time.Advance(_longest * 2); // written to a slow disk meanwhile

        var second = await silence.EndAsync(
            token =>
            {
                token.ThrowIfCancellationRequested();
                return Task.FromResult(2);
            },
            "hub.test");

        Assert.Equal(2, second);
    }

    [Fact]
    public async Task End_NothingComes_EndsWithASentence()
    {
        using var silence = new Silence(_longest, _time, CancellationToken.None);

        var waiting = silence.EndAsync<int>(
            async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                return 0;
            },
            "hub.test");
        _time.Advance(_longest);

        var silent = await Assert.ThrowsAsync<HubException>(() => waiting);
        Assert.Equal("hub.test sent nothing for 30 seconds.", silent.Message);
    }
}

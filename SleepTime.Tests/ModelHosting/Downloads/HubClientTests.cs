using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class HubClientTests : IAsyncLifetime
{
    private DownloadBench _bench = null!;

    [Fact]
    public async Task Download_WithAToken_SendsItToTheHubOnly()
    {
        _bench.Options.Token = _bench.Hub.Token = "hf_secret";

        await _bench.DownloadAsync();

        Assert.All(_bench.Hub.Requests.Where(request => !request.IsStore), request => Assert.Equal("Bearer hf_secret", request.Authorization));
        Assert.NotEmpty(_bench.Hub.StoreRequests);
        Assert.All(_bench.Hub.StoreRequests, request => Assert.Null(request.Authorization));
    }

    [Theory]
    [InlineData(null, "does not exist, or needs a token")]
    [InlineData("hf_wrong", "does not accept the token")]
    public async Task Download_NotAllowedIn_SaysWhatToDo(string? token, string sentence)
    {
        _bench.Hub.Token = "hf_secret";
        _bench.Options.Token = token;

        var message = await FailAsync();

        Assert.Contains(sentence, message, StringComparison.Ordinal);
        Assert.Contains("SleepTime:Hub:Token", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_", message, StringComparison.Ordinal);
        Assert.Single(_bench.Hub.Requests); // asking again would change nothing
    }

    [Fact]
    public async Task Download_Gated_SaysWhereToAcceptTheTerms()
    {
        _bench.Hub.IsGated = true;

        Assert.Contains($"accept its terms at {_bench.Hub.Address.AbsoluteUri}{HubServer.Repo}", await FailAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("org/other:Q4_K_M", "There is no org/other on")]
    [InlineData(HubServer.Repo + ":Q4_K_M@v9", "no such revision")]
    [InlineData(HubServer.Repo + ":Q2_K", "nothing called Q2_K; it has Q4_K_M")]
    public async Task Download_NotThere_SaysWhatIsWrong(string reference, string sentence) =>
        Assert.Contains(sentence, await FailAsync(reference), StringComparison.Ordinal);

    [Fact]
    public async Task Download_AListOfSeveralPages_FindsWhatIsOnTheLast()
    {
        _bench.Hub.PageSize = 1;
        _bench.Hub.Add("another-Q2_K.gguf", 100);

        Assert.EndsWith(DownloadBench.File, await _bench.DownloadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_TooManyRequests_WaitsAsLongAsTheHubAsks()
    {
        _bench.Hub.Busy.Enqueue("7");
        var meter = new DownloadMeter(_bench.Time);
        var download = _bench.NewProcess().RunAsync(HubReference.Parse(DownloadBench.Reference), null, _ => { }, meter, CancellationToken.None);

        await SleepTimeApp.WaitAsync("the wait", () => Task.FromResult(meter.Read().NextTryAt is not null));

        Assert.Equal(_bench.Time.GetUtcNow() + TimeSpan.FromSeconds(7), meter.Read().NextTryAt);
        Assert.Contains("too many requests", meter.Read().Remark, StringComparison.Ordinal);
        await _bench.PassTimeAsync(() => download.IsCompleted, () => meter.Read().NextTryAt is not null);
        Assert.True(File.Exists(await download));
    }

    [Fact]
    public async Task Download_AskedToWaitForHours_IsGivenUp()
    {
        _bench.Hub.Busy.Enqueue("7200");

        Assert.Contains("wait 120 minutes", await FailAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_BusyForGood_IsGivenUpAfterTheTries()
    {
        _bench.Options.MaxTries = 3;
        for (var i = 0; i < 10; i++)
            _bench.Hub.Busy.Enqueue("1");

        Assert.Contains("tried 3 times", await FailAsync(), StringComparison.Ordinal);
        Assert.Equal(3, _bench.Hub.Requests.Count);
    }

    public async ValueTask InitializeAsync()
    {
        _bench = await DownloadBench.StartAsync();
        _bench.Hub.Add(DownloadBench.File);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private async Task<string> FailAsync(string reference = DownloadBench.Reference) => (await Assert.ThrowsAsync<HubException>(() => _bench.DownloadAsync(reference))).Message;
}

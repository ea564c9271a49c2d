using System.Net.Http.Json;
using SleepTime.Engine.Generation;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints.OpenAi;

/// <summary>A model so slow that an answer would take minutes.</summary>
public sealed class ChatLeavingTests : IAsyncLifetime
{
    private readonly ManualResetEventSlim _hurry = new();
    private readonly SleepTimeApp _app;

    public ChatLeavingTests()
    {
        var model = new FakeLoadedModel { Reply = _ => new string('a', 5_000), OnDecode = _ => _hurry.Wait(TimeSpan.FromMilliseconds(30)) };
        _app = new SleepTimeApp(new FakeRuntime { Model = model });
    }

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        _hurry.Set();
        await _app.DisposeAsync();
        _hurry.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving_InMidAnswer_FreesTheEngine(bool stream)
    {
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "sleeptime-tiny", messages = new[] { new { role = "user", content = "Go on" } }, stream }),
        };
        var answer = _app.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
        await SleepTimeApp.WaitAsync("the answer to begin", () => Task.FromResult(Running(GenerationClass.Question) == 1));
        if (stream)
            (await answer).EnsureSuccessStatusCode();

        await leaving.CancelAsync();
        if (stream)
            (await answer).Dispose();
        else
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);

        await SleepTimeApp.WaitAsync("the engine to be free", () => Task.FromResult(_app.Get<GenerationService>().Load.IsIdle));
    }

    [Fact]
    public async Task Post_Priority_IsBackgroundWork()
    {
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "sleeptime-tiny", messages = new[] { new { role = "user", content = "Go on" } }, priority = 1 }),
        };
        var answer = _app.Http.SendAsync(request, leaving.Token);

        await SleepTimeApp.WaitAsync("background work", () => Task.FromResult(Running(GenerationClass.Sleep) == 1));

        Assert.Equal(0, Running(GenerationClass.Question));
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    private int Running(GenerationClass one) => _app.Get<GenerationService>().Load.Running[(int)one];
}

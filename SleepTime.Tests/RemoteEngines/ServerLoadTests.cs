using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.RemoteEngines;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RemoteEngines;

public sealed class ServerLoadTests
{
    [Fact]
    public void InMetrics_Vllm_IsRunningAndWaitingAndNothingThatOnlyBeginsSo()
    {
        const string Text = """
            # HELP vllm:num_requests_running Number of requests in model execution batches.
            # TYPE vllm:num_requests_running gauge
            vllm:num_requests_running{engine="0",model_name="a}b"} 3.0
            vllm:num_requests_waiting{engine="0",model_name="a"} 2.0
            vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 2.0
            vllm:kv_cache_usage_perc{engine="0"} 0.5
            """;

        Assert.Equal(5, ServerLoad.InMetrics(Text, RemoteKind.Vllm));
    }

    [Fact]
    public void InMetrics_LlamaServer_IsProcessingAndDeferred() =>
        Assert.Equal(3, ServerLoad.InMetrics("llamacpp:requests_processing 2\nllamacpp:requests_deferred 1 1700000000000\nllamacpp:requests_processing_total 9\n", RemoteKind.LlamaServer));

    [Fact]
    public void InMetrics_OneOfUs_IsQuestionsOnly()
    {
        const string Text = """
            sleeptime_requests_processing{otel_scope_name="SleepTime.Generation",class="question"} 1
            sleeptime_requests_processing{otel_scope_name="SleepTime.Generation",class="sleep"} 4
            sleeptime_requests_waiting{otel_scope_name="SleepTime.Generation",class="question"} 2
            """;

        Assert.Equal(3, ServerLoad.InMetrics(Text, RemoteKind.SleepTime));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>not found</html>")]
    [InlineData("vllm:num_requests_running NaN")]
    public void InMetrics_NoFigures_IsUnknown(string text) => Assert.Null(ServerLoad.InMetrics(text, RemoteKind.Vllm));

    [Fact]
    public async Task ReadAsync_TooBusyToTell_IsWhatItToldBeforeAndNoFailure()
    {
        await using var server = await RemoteServer.StartAsync();
        var asked = new TaskCompletionSource();
        server.BeforeLoad = left =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, left);
        };
        using var endpoint = new RemoteEndpoint(new RemoteEndpointOptions { Url = $"{server.Address}v1", Model = RemoteServer.Model }, 0, TimeProvider.System);
        var time = new FakeTimeProvider();

        var reading = ServerLoad.ReadAsync(endpoint, RemoteKind.LlamaServer, last: 2, time, TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(SleepTimeApp.Patience, TestContext.Current.CancellationToken);
        time.Advance(ServerLoad.LongestWait);

        Assert.Equal(2, await reading.WaitAsync(SleepTimeApp.Patience, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""[{"id":0,"is_processing":true},{"id":1,"is_processing":false},{"id":2}]""", 1)]
    [InlineData("""{"error":{"message":"This server does not support slots endpoint."}}""", null)]
    public void InSlots_CountsThoseThatWork(string json, int? load) => Assert.Equal(load, ServerLoad.InSlots(json));
}

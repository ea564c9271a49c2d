using System.Net;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class MetricsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task GetMetrics_Always_HasTheEngineInPrometheusText()
    {
        using var response = await app.Http.GetAsync("/metrics", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        string[] names =
        [
            "sleeptime_requests_processing", "sleeptime_requests_waiting", "sleeptime_decode_total", "sleeptime_preemptions_total",
            "sleeptime_prefix_cache_hits_total", "sleeptime_state_size_bytes", "sleeptime_kv_cells_used", "sleeptime_spec_decode_num_draft_tokens_total",
        ];
        Assert.All(names, name => Assert.Contains($"# TYPE {name} ", text, StringComparison.Ordinal));
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>In a process of its own: meters of one name are one to the exporter, whichever site of the process they belong to.</summary>
public sealed class MetricsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new();
    private SiteProcess _site = null!;

    public async ValueTask InitializeAsync() => _site = await SiteProcess.StartAsync(_data.Path);

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task GetMetrics_Always_HasTheEngineInPrometheusText()
    {
        using var response = await _site.Http.GetAsync("/metrics", TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        string[] names =
        [
            "sleeptime_requests_processing", "sleeptime_requests_waiting", "sleeptime_decode_total", "sleeptime_decode_tokens_total",
            "sleeptime_preemptions_total", "sleeptime_prefix_cache_queries_total", "sleeptime_prefix_cache_hits_total", "sleeptime_state_size_bytes",
            "sleeptime_kv_cells_used", "sleeptime_spec_decode_num_draft_tokens_total", "sleeptime_spec_decode_num_accepted_tokens_total",
            "sleeptime_sleep_jobs", "sleeptime_sleep_queue_paused", "sleeptime_sleep_tokens_today", "sleeptime_sleep_jobs_ended_total", "sleeptime_sleep_notes_total",
        ];
        Assert.All(names, name => Assert.Contains($"# TYPE {name} ", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetMetrics_AfterTwoQuestionsOnOneText_HasTheirTokensAndTimes()
    {
        var before = await ReadAsync();
        using var created = await _site.Http.PostAsJsonAsync("/api/v1/contexts", new { title = "A story", text = ApiCalls.Story });
        var id = (Guid)(await created.JsonAsync(HttpStatusCode.Created))["id"]!;
        JsonNode[] runs = [await AskAsync(id, "How many books does Finn have?"), await AskAsync(id, "How many books does Ben have?")];

        // The exporter gives the same page again for a moment.
        var gained = Gain(before, before);
        await SleepTimeApp.WaitAsync("both questions at /metrics", async () => (gained = Gain(before, await ReadAsync()))("sleeptime_requests_total") >= 2);

        Assert.Equal(runs.Sum(usage => (int)usage["promptTokens"]!), gained("sleeptime_prompt_tokens_total"));
        Assert.Equal(runs.Sum(usage => (int)usage["completionTokens"]!), gained("sleeptime_tokens_predicted_total"));
        Assert.Equal(runs.Sum(usage => (int)usage["cachedTokens"]!), gained("sleeptime_cached_tokens_total"));
        Assert.True(gained("sleeptime_cached_tokens_total") > 0, "The second question reuses the text of the first.");
        Assert.Equal(gained("sleeptime_cached_tokens_total"), gained("sleeptime_prefix_cache_hits_total"));
        Assert.Equal(gained("sleeptime_prompt_tokens_total"), gained("sleeptime_prefix_cache_queries_total"));
        Assert.Equal(2, gained("sleeptime_prefix_cache_requests_total"));
        Assert.Equal(2, gained("sleeptime_request_queue_time_seconds_count"));
        Assert.Equal(2, gained("sleeptime_time_to_first_token_seconds_count"));
        Assert.Equal(2, gained("sleeptime_inter_token_latency_seconds_count"));
        Assert.InRange(gained("sleeptime_time_to_first_token_seconds_sum"), double.Epsilon, SleepTimeApp.Patience.TotalSeconds);
        Assert.True(gained("sleeptime_decode_tokens_total") >= gained("sleeptime_decode_total"), "No batch is empty.");
    }

    /// <summary>The usage of the answer.</summary>
    private async Task<JsonNode> AskAsync(Guid contextId, string question)
    {
        using var response = await _site.Http.PostAsJsonAsync("/api/v1/answers", new { contextId, question, mode = "standard" });
        return (await response.JsonAsync())["runs"]![0]!["usage"]!;
    }

    private static Func<string, double> Gain(Dictionary<string, double> before, Dictionary<string, double> after) =>
        name => after.GetValueOrDefault(name) - before.GetValueOrDefault(name);

    /// <summary>The sum over all labels of each sample.</summary>
    private async Task<Dictionary<string, double>> ReadAsync()
    {
        var text = await _site.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .GroupBy(line => line.Split('{', ' ')[0], ValueOf)
            .ToDictionary(group => group.Key, group => group.Sum());
    }

    /// <summary>Of "name{labels} value" or "name value", either with a time behind it.</summary>
    private static double ValueOf(string line) =>
        double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[line.Contains('}') ? 0 : 1], CultureInfo.InvariantCulture);
}

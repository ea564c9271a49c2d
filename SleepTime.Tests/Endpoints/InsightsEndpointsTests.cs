using System.Net;
using System.Net.Http.Json;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class InsightsEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Theory]
    [InlineData("amortization")]
    [InlineData("cost-per-question")]
    [InlineData("tokens")]
    [InlineData("latency")]
    [InlineData("first-token")]
    [InlineData("daily-tokens")]
    [InlineData("predictability")]
    [InlineData("accuracy")]
    public async Task Get_AFigure_IsJsonOrItsRows(string figure)
    {
        Assert.NotNull(await app.ReadAsync($"/api/v1/insights/{figure}"));
        using var csv = await app.Http.GetAsync($"/api/v1/insights/{figure}?format=csv&from=2026-01-01T00:00:00Z", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, csv.StatusCode);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        // The same columns in both; names of columns are not escaped, as no person chose them.
        var page = await app.Http.GetStringAsync($"/api/v1/insights/{figure}?format=md&from=2026-01-01T00:00:00Z", TestContext.Current.CancellationToken);
        var columns = (await csv.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimStart('\uFEFF').Split("\r\n")[0].Split(',');
        Assert.Equal($"| {string.Join(" | ", columns)} |", page.Split('\n')[2]);
    }

    [Theory]
    [InlineData("/api/v1/insights/tokens?format=xls", "csv, json or md")]
    [InlineData("/api/v1/history/export?format=xls", "csv, json or md")]
    public async Task Get_FormatThatIsNone_IsRefused(string path, string words)
    {
        using var response = await app.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Contains(words, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutPrices_ChangedMeanwhile_IsToldWithAnETag()
    {
        using var read = await app.Http.GetAsync("/api/v1/insights/prices", TestContext.Current.CancellationToken);
        var seen = read.Headers.ETag!.ToString();

        using var first = await PutAsync("/api/v1/insights/prices", """{"kind":"relative"}""", seen);
        using var second = await PutAsync("/api/v1/insights/prices", """{"kind":"relative"}""", seen);
        using var third = await PutAsync("/api/v1/insights/prices", """{"kind":"relative"}""", first.Headers.ETag!.ToString());
        using var broken = await PutAsync("/api/v1/insights/prices", """{"kind":"relative"}""", "\"one\"");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.BadRequest), (first.StatusCode, third.StatusCode, broken.StatusCode));
        Assert.Contains("Somebody changed the prices meanwhile", await second.ProblemAsync(HttpStatusCode.PreconditionFailed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutPolicy_TAndWChangedMeanwhile_IsToldWithAnETag()
    {
        using var read = await app.Http.GetAsync("/api/v1/sleep/policy", TestContext.Current.CancellationToken);
        var seen = read.Headers.ETag!.ToString();

        using var first = await PutAsync("/api/v1/sleep/policy", """{"testTokenPrice":12}""", seen);
        using var second = await PutAsync("/api/v1/sleep/policy", """{"testTokenPrice":13}""", seen);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Contains("Somebody changed the settings for sleep meanwhile", await second.ProblemAsync(HttpStatusCode.PreconditionFailed), StringComparison.Ordinal);
        Assert.Equal(12, (double)(await app.ReadAsync("/api/v1/sleep/policy"))["testTokenPrice"]!);
    }

    private async Task<HttpResponseMessage> PutAsync(string path, string json, string ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await app.Http.SendAsync(request);
    }

    [Fact]
    public async Task PutPrices_ZeroIsTakenAndNegativeRefused()
    {
        using var zero = await app.Http.PutAsJsonAsync("/api/v1/insights/prices", new { kind = "gpuHour", gpuHour = 0 }, TestContext.Current.CancellationToken);
        using var negative = await app.Http.PutAsJsonAsync("/api/v1/insights/prices", new { kind = "tokens", output = -1 }, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (zero.StatusCode, negative.StatusCode));
        Assert.Contains("must be from 0 to 1,000,000", await negative.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("gpuHour", (string?)(await app.ReadAsync("/api/v1/insights/prices"))["kind"]);
    }
}

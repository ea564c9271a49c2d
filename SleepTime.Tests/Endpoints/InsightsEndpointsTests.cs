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

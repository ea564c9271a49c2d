using System.Net;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class HistoryEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task GetRuns_Filtered_HasOnlyThose()
    {
        var contextId = await app.CreateContextAsync();
        await AskAsync(contextId, "both", "How many books has Finn?");
        await AskAsync(contextId, "standard", "Where is Ben?");

        Assert.Equal(3, (int)(await app.ReadAsync($"/api/v1/runs?contextId={contextId}"))["total"]!);
        Assert.Equal(1, (int)(await app.ReadAsync($"/api/v1/runs?contextId={contextId}&mode=sleep&state=failed"))["total"]!);
        Assert.Equal("Where is Ben?", (string?)(await app.ReadAsync($"/api/v1/runs?contextId={contextId}&q=where"))["items"]![0]!["question"]);
        Assert.Equal(0, (int)(await app.ReadAsync($"/api/v1/runs?contextId={contextId}&owner=nobody"))["total"]!);
        Assert.Equal(0, (int)(await app.ReadAsync($"/api/v1/runs?contextId={contextId}&to=2020-01-01"))["total"]!);
        Assert.Equal(3, (int)(await app.ReadAsync($"/api/v1/runs?contextId={contextId}&from=2020-01-01T00:00:00Z"))["total"]!);
        var comparison = Assert.Single((await app.ReadAsync($"/api/v1/comparisons?contextId={contextId}"))["items"]!.AsArray());
        Assert.Equal(2, comparison!["runs"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("/api/v1/runs?mode=fast", "mode is 'fast'")]
    [InlineData("/api/v1/runs?state=tired", "state is 'tired'")]
    [InlineData("/api/v1/runs?from=yesterday", "from is 'yesterday'")]
    [InlineData("/api/v1/history/export?format=xls", "format is 'xls'; it must be csv, json or md.")]
    public async Task Get_FilterIsNone_SaysWhatIsAccepted(string path, string expected)
    {
        using var response = await app.Http.GetAsync(path);

        Assert.Contains(expected, await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("csv", "text/csv", "history.csv")]
    [InlineData("json", "application/json", "history.json")]
    [InlineData("md", "text/markdown", "history.md")]
    public async Task GetHistoryExport_EachFormat_IsAFileWithTheRows(string format, string type, string name)
    {
        var contextId = await app.CreateContextAsync();
        await AskAsync(contextId, "both", "=1+1 balls?");
        await AskAsync(contextId, "standard", "Left out?");

        using var response = await app.Http.GetAsync($"/api/v1/history/export?format={format}&contextId={contextId}&q=balls");
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal((type, name), (response.Content.Headers.ContentType!.MediaType, response.Content.Headers.ContentDisposition!.FileName));
        Assert.Contains("balls?", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Left out?", body, StringComparison.Ordinal);
        if (format == "csv")
            Assert.Contains(",'=1+1 balls?,", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetExport_OfAComparisonARunAndNotes_IsThere()
    {
        var contextId = await app.CreateContextAsync();
        var comparison = await AskAsync(contextId, "both", "How many?");
        var run = (await app.ReadAsync($"/api/v1/comparisons/{comparison}"))["runs"]![0]!["id"];

        foreach (var path in new[] { $"comparisons/{comparison}", $"runs/{run}", $"contexts/{contextId}/notes" })
        {
            foreach (var format in new[] { "csv", "json", "md" })
                Assert.NotEmpty(await app.Http.GetStringAsync($"/api/v1/{path}/export?format={format}"));
        }
        using var missing = await app.Http.GetAsync($"/api/v1/comparisons/{run}/export?format=md");
        Assert.Contains("There is no comparison", await missing.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task DeleteComparison_IsThere_IsGoneWithItsRuns()
    {
        var contextId = await app.CreateContextAsync();
        var comparison = await AskAsync(contextId, "both", "How many?");

        using var deleted = await app.Http.DeleteAsync($"/api/v1/comparisons/{comparison}");
        using var again = await app.Http.DeleteAsync($"/api/v1/comparisons/{comparison}");

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Contains("There is no comparison", await again.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal(0, (int)(await app.ReadAsync($"/api/v1/runs?contextId={contextId}"))["total"]!);
    }

    private async Task<Guid?> AskAsync(Guid contextId, string mode, string question)
    {
        using var response = await app.AskAsync(contextId, mode, question);
        return (Guid?)(await response.JsonAsync())["comparisonId"];
    }
}

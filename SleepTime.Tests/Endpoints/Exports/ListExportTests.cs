using System.Net;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints.Exports;

/// <summary>Each list as a file has the rows that it has as a list, filtered alike.</summary>
public sealed class ListExportTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Theory]
    [InlineData("jobs", "state=queued&paused=false", "jobs")]
    [InlineData("jobs", "state=failed", "jobs")]
    [InlineData("contexts", "search=Zanzibar", "contexts")]
    [InlineData("contexts", "", "contexts")]
    [InlineData("shares", "", "shares")]
    public async Task Get_AnyList_HasItsRowsInEveryFormat(string list, string filter, string file)
    {
        await app.ShareAsync("context", await app.CreateContextAsync("Ann lives in Zanzibar | and <b>likes</b> it."));
        await app.CreateContextAsync("Ben has 4 balls.");
        var ids = (await app.ReadAsync($"/api/v1/{list}?pageSize=200&{filter}"))["items"]!.AsArray().Select(row => (string?)row!["id"]).ToList();

        using var csv = await app.Http.GetAsync($"/api/v1/{list}/export?format=csv&{filter}");
        var json = (await app.ReadAsync($"/api/v1/{list}/export?format=json&{filter}")).AsArray();
        var page = await app.Http.GetStringAsync($"/api/v1/{list}/export?format=md&{filter}");

        Assert.Equal((HttpStatusCode.OK, $"{file}.csv"), (csv.StatusCode, csv.Content.Headers.ContentDisposition!.FileName));
        var text = await csv.Content.ReadAsStringAsync();
        Assert.Equal(ids, ids.Count == 0 ? [] : CsvRows.Read(text).Select(row => (string?)row["id"]));
        Assert.Equal(ids, json.Select(row => (string?)row!["id"]));
        Assert.Equal(ids.Count, page.Split("\n| ").Length - 3);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_RecentComparisons_HasTheRowsOfTheOverview()
    {
        using var asked = await app.AskAsync(await app.CreateContextAsync(), "both", "How many?");
        await asked.JsonAsync();
        var shown = (await app.ReadAsync("/api/v1/overview"))["comparisons"]!.AsArray();

        var rows = CsvRows.Read(await app.Http.GetStringAsync("/api/v1/overview/comparisons/export?format=csv"));
        var json = JsonNode.Parse(await app.Http.GetStringAsync("/api/v1/overview/comparisons/export?format=json"))!.AsArray();

        Assert.NotEmpty(shown);
        Assert.Equal(
            shown.Select(one => ((string?)one!["id"], (string?)one["standard"]!["state"], (double?)one["standard"]!["completionTokens"])),
            rows.Select(row => ((string?)row["id"], (string?)row["standard_state"], CsvRows.Number(row["standard_completion_tokens"]))));
        Assert.Equal(shown.Select(one => (string?)one!["id"]), json.Select(one => (string?)one!["id"]));
    }

    [Theory]
    [InlineData("jobs/export?format=csv&state=tired", "state is 'tired'")]
    [InlineData("jobs/export?format=xls", "csv, json or md")]
    [InlineData("contexts/export", "csv, json or md")]
    [InlineData("shares/export?format=xls", "csv, json or md")]
    [InlineData("overview/comparisons/export?format=xls", "csv, json or md")]
    public async Task Get_AskedForWrongly_SaysHow(string path, string words)
    {
        using var response = await app.Http.GetAsync($"/api/v1/{path}");

        Assert.Contains(words, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }
}

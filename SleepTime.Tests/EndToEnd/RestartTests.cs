using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using SleepTime.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SleepTime.Tests.EndToEnd;

/// <summary>The site's process is killed in mid-answer and started again on the same data directory.</summary>
public sealed class RestartTests(Browser browser) : EndToEndTests, IDisposable
{
    private const string Ended = "How many books does Finn have?";
    private const string Killed = "How many books do they have in total?";

    private readonly TemporaryFolder _data = new();

    [BrowserFact]
    public async Task Start_KilledInMidAnswer_KeepsEverythingAndMarksTheInterruptedOne()
    {
        Guid context, ended;
        string answer;
        await using (var site = await SiteProcess.StartAsync(_data.Path))
        {
            context = await ContextAsync(site);
            (ended, answer) = await AskAsync(site, context);
            await AskUntilOneRunsAsync(site, context);
            await site.KillAsync();
        }

        await using var again = await SiteProcess.StartAsync(_data.Path);
        var before = await again.ReadAsync($"/api/v1/runs/{ended}");
        var interrupted = (await again.ReadAsync("/api/v1/runs?state=failed"))["items"]![0]!;
        var running = interrupted["id"];
        Assert.Equal(("completed", answer), ((string?)before["state"], (string?)before["answer"]));
        Assert.Contains("restart", (string?)interrupted["failure"], StringComparison.Ordinal);

        var page = await browser.OpenAsync(again.Http.BaseAddress!);
        // So many were asked since that it is on no first page.
        await GoToAsync(page, "/history?q=does");
        await Expect(page.Locator(".entry").Filter(new() { HasText = Ended }).GetByText("Done", new() { Exact = true })).ToBeVisibleAsync();
        await GoToAsync(page, "/history?state=failed");
        var row = page.Locator(".entry").Filter(new() { Has = page.Locator($"a[href*='{running}']") });
        await Expect(row.GetByText("Interrupted", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(row.Locator(".reason")).ToContainTextAsync("restart");
        await row.Locator(".question").ClickAsync();
        await Expect(Column(page, "Standard")).ToContainTextAsync("Interrupted by a restart");
        if ((string?)interrupted["answer"] is { Length: > 0 } written)
            await Expect(Column(page, "Standard").Locator(".answer-body")).ToContainTextAsync(written.Trim().Split(' ', '\n')[0]);
    }

    [Fact]
    public async Task Stop_ByASignalInMidAnswer_EndsInOrderAndLeavesNoRunOpen()
    {
        await using (var site = await SiteProcess.StartAsync(_data.Path))
        {
            await AskUntilOneRunsAsync(site, await ContextAsync(site));
            Assert.Equal(0, await site.TerminateAsync());
        }

        await using var again = await SiteProcess.StartAsync(_data.Path);
        var runs = (await again.ReadAsync("/api/v1/runs?pageSize=100"))["items"]!.AsArray();
        Assert.NotEmpty(runs);
        // Whoever waits for an answer gets it, as far as there is time; the others are told why not.
        Assert.All(runs, run => Assert.True((string?)run!["state"] is "completed" || (string?)run["failure"] is { Length: > 0 }, run.ToJsonString()));
    }

    public void Dispose() => _data.Dispose();

    private static async Task<Guid> ContextAsync(SiteProcess site)
    {
        using var response = await site.Http.PostAsJsonAsync("/api/v1/contexts", new { title = "A story", text = ApiCalls.Story });
        return (Guid)(await response.JsonAsync(HttpStatusCode.Created))["id"]!;
    }

    private static async Task<(Guid Run, string Answer)> AskAsync(SiteProcess site, Guid contextId)
    {
        using var response = await site.Http.PostAsJsonAsync("/api/v1/answers", new { contextId, question = Ended, mode = "standard" });
        var run = (await response.JsonAsync())["runs"]![0]!;
        return ((Guid)run["id"]!, (string)run["answer"]!);
    }

    /// <summary>Asks so many at once that one is still being answered when the process is killed.</summary>
    private static async Task AskUntilOneRunsAsync(SiteProcess site, Guid contextId)
    {
        var asked = 0;
        await SleepTimeApp.WaitAsync("a run that runs", async () =>
        {
            // On a busy machine those before may have ended between two looks.
            for (var more = 0; more < 24; more++)
                _ = IgnoreAsync(site.Http.PostAsJsonAsync("/api/v1/answers", new { contextId, question = Killed, mode = "standard", verbosity = 4, temperature = 1, seed = asked++ }));
            return (int)(await site.ReadAsync("/api/v1/runs?state=running"))["total"]! > 0;
        });
    }

    // The answer never comes: the server is killed.
    private static async Task IgnoreAsync(Task<HttpResponseMessage> asking)
    {
        try
        {
            (await asking).Dispose();
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}

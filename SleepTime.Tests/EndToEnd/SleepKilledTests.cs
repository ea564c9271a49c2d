using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.EndToEnd;

/// <summary>The site's process is killed while it sleeps on a long text, more than once, and started again on the same data directory.</summary>
public sealed partial class SleepKilledTests : IDisposable
{
    private const int Kills = 2;
    private const int Stories = 24;

    private static readonly string[] _sleeping = ["--SleepTime:Sleep:Enabled=true", "--SleepTime:Sleep:IdleSeconds=0"];

    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task Job_KilledAgainAndAgain_EndsWithEachSectionSleptOnOnce()
    {
        string? context = null, job = null;
        var done = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var site = await SiteProcess.StartAsync(_data.Path, _sleeping);
            context ??= await StoreAsync(site);
            await SleepTimeApp.WaitAsync("more sections to be done", async () =>
            {
                var running = (await site.ReadAsync($"/api/v1/jobs?contextId={context}"))["items"]!.AsArray().FirstOrDefault();
                job ??= (string?)running?["id"];
                return (int?)running?["sectionsDone"] > done;
            });
            done = (int)(await site.ReadAsync($"/api/v1/jobs/{job}"))["sectionsDone"]!;
            await site.KillAsync();
        }

        await using var again = await SiteProcess.StartAsync(_data.Path, _sleeping);
        await SleepTimeApp.WaitAsync("the job to be done", async () => (string?)(await again.ReadAsync($"/api/v1/jobs/{job}"))["state"] == "completed");

        var ended = await again.ReadAsync($"/api/v1/jobs/{job}");
        var log = (await again.ReadAsync($"/api/v1/jobs/{job}/log"))["items"]!.AsArray().Select(line => (string)line!["text"]!).ToList();
        var sections = log.Select(line => Section().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value)).ToList();
        Assert.True((int)ended["sections"]! > Kills + 1, $"It has {ended["sections"]} sections.");
        Assert.Equal(Enumerable.Range(1, (int)ended["sections"]!), sections);
        Assert.Single((await again.ReadAsync($"/api/v1/contexts/{context}/notes"))["versions"]!.AsArray());
        Assert.Equal(Kills, log.Count(line => line.StartsWith("Taken up again", StringComparison.Ordinal)));
    }

    public void Dispose() => _data.Dispose();

    private static async Task<string> StoreAsync(SiteProcess site)
    {
        var text = string.Join("\n\n", Enumerable.Range(1, Stories).Select(number =>
            $"# Town {number}\nAnn has {number + 2} books. Ben has {number} more books than Ann. Cara has 2 fewer books than Ben. Dan has {number + 1} lamps. Eve has twice as many lamps as Dan. "
            + $"A book costs {number + 3}. A lamp costs 5. Frank gives Ann {number} books on Monday. Gina has as many lamps as Eve and Dan together."));
        using var response = await site.Http.PostAsJsonAsync("/api/v1/contexts", new { title = "Towns", text });
        return (string)(await response.JsonAsync(HttpStatusCode.Created))["id"]!;
    }

    [GeneratedRegex(@"^Section (\d+) of ")]
    private static partial Regex Section();
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SleepTime.Tests.RealModel;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>The API on a text that the model reads in sections.</summary>
public sealed class SectionEndpointsTests(LongTextApp app) : IClassFixture<LongTextApp>
{
    [Fact]
    public async Task Post_ALongText_IsTakenAndItsSectionsAreListed()
    {
        using var response = await app.Http.PostAsJsonAsync("/api/v1/contexts?duplicates=store", new { title = "Worlds", text = ThreeWorlds.Text });

        var context = await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal((false, 3, ThreeWorlds.Text), ((bool)context["fits"]!, (int)context["sections"]!, (string?)context["text"]));
        var list = await app.ReadAsync($"/api/v1/contexts/{context["id"]}/sections?pageSize=2&page=2");
        Assert.Equal(3, (int)list["total"]!);
        var last = Assert.Single(list["items"]!.AsArray())!;
        Assert.Equal((3, "The books", false), ((int)last["order"]!, (string?)last["label"], (bool)last["sleptOn"]!));
        var section = await app.ReadAsync($"/api/v1/contexts/{context["id"]}/sections/3");
        Assert.EndsWith("Tara owns 16 books.", (string?)section["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_OnALongText_TheRunTellsWhatItWasGiven()
    {
        var id = await app.CreateContextAsync(ThreeWorlds.Text);

        using var response = await app.AskAsync(id, "standard", "How many books does Nora have?");

        var run = (await response.JsonAsync())["runs"]![0]!;
        Assert.Equal((3, true), ((int)run["given"]!["sections"]!, (bool)run["given"]!["matched"]!));
        var item = Assert.Single(run["given"]!["items"]!.AsArray())!;
        Assert.Equal(("section", 3, "The books"), ((string?)item["kind"], (int)item["order"]!, (string?)item["label"]));
    }

    [Fact]
    public async Task Exports_OfARunOnALongText_ListWhatItWasGiven()
    {
        var id = await app.CreateContextAsync(ThreeWorlds.Text);
        using var response = await app.AskAsync(id, "standard", "How many books does Nora have?");
        var run = (await response.JsonAsync())["runs"]![0]!;
        var expected = $"Text of The books (section 3), {run["given"]!["items"]![0]!["tokens"]} tokens";

        foreach (var path in new[] { $"/api/v1/runs/{run["id"]}/export?", $"/api/v1/history/export?contextId={id}&" })
        {
            var csv = (await app.Http.GetStringAsync($"{path}format=csv")).Split("\r\n");
            Assert.Contains(",standard_text_sections,standard_question_matched,standard_given,sleeptime_state,", csv[0], StringComparison.Ordinal);
            Assert.Contains($",3,true,\"{expected}\",", csv[1], StringComparison.Ordinal);
            Assert.Equal("The books", (string?)JsonNode.Parse(await app.Http.GetStringAsync($"{path}format=json"))![0]!["runs"]![0]!["given"]!["items"]![0]!["label"]);
        }
        var page = await app.Http.GetStringAsync($"/api/v1/runs/{run["id"]}/export?format=md");
        Assert.Contains($"- Given 1 of 3 sections.\n  - {expected.Replace("(section 3)", "\\(section 3\\)", StringComparison.Ordinal)}\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sections_OfATextThatFitsOrOfNone_AreNoneOrNotFound()
    {
        var id = await app.CreateContextAsync();

        Assert.Equal(0, (int)(await app.ReadAsync($"/api/v1/contexts/{id}/sections"))["total"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync($"/api/v1/contexts/{id}/sections/1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Http.GetAsync($"/api/v1/contexts/{Guid.CreateVersion7()}/sections")).StatusCode);
    }
}

/// <summary>The site with a model that reads little at once.</summary>
public sealed class LongTextApp() : SleepTimeApp(ThreeWorlds.Settings);

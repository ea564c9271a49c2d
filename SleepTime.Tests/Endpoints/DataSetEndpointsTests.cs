using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class DataSetEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    private const string Good = """{"id":"a","context":"Maya has 3 marbles.","questions":[{"question":"How many?","answer":"3","kind":"value"}]}""";
    private const string Faulty = """{"context":"Maya has 3 marbles.","questions":[]}""";

    [Fact]
    public async Task List_BuiltIn_IsFirstAndStays()
    {
        var first = (await app.ReadAsync("/api/v1/datasets"))["items"]![0]!;

        Assert.Equal((true, 150, 1500), ((bool)first["builtIn"]!, (int)first["contexts"]!, (int)first["questions"]!));
        Assert.Equal(5, (await app.ReadAsync($"/api/v1/datasets/{first["id"]}"))["first"]!.AsArray().Count);
        using var deleted = await app.Http.DeleteAsync($"/api/v1/datasets/{first["id"]}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, deleted.StatusCode);
    }

    [Fact]
    public async Task Preview_FaultyRow_IsToldByItsLineAndNothingIsStored()
    {
        using var response = await SendAsync("preview", "stories.jsonl", $"{Good}\n{Faulty}");
        var preview = await response.JsonAsync();

        Assert.Equal((1, 1, 2), ((int)preview["contexts"]!, (int)preview["faultCount"]!, (int)preview["faults"]![0]!["line"]!));
        Assert.Contains("no question", (string)preview["faults"]![0]!["message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain((await ListAsync()), name => name == "stories");
    }

    [Fact]
    public async Task Import_FaultyRow_IsRefusedUnlessLeftOut()
    {
        using var refused = await SendAsync("?name=Two", "stories.jsonl", $"{Good}\n{Faulty}");
        Assert.Contains("Nothing was imported. Line 2", await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

        using var stored = await SendAsync("?name=Two&leaveOutFaulty=true", "stories.jsonl", $"{Good}\n{Faulty}");
        var set = await stored.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(("Two", 1), ((string?)set["name"], (int)set["contexts"]!));

        using var deleted = await app.Http.DeleteAsync($"/api/v1/datasets/{set["id"]}", TestContext.Current.CancellationToken);
        using var again = await app.Http.GetAsync($"/api/v1/datasets/{set["id"]}", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, again.StatusCode));
    }

    [Fact]
    public async Task Import_TableWithOtherHeads_NamesThemAndTakesTheChosenOnes()
    {
        const string Table = "text;asks;right\nMaya has 3 marbles.;How many?;3\n";
        using var missing = await SendAsync("preview", "table.csv", Table);
        var problem = (await missing.JsonAsync(HttpStatusCode.UnprocessableEntity))!;
        Assert.Equal(["text", "asks", "right"], problem["head"]!.AsArray().Select(name => (string)name!));

        using var stored = await SendAsync("?name=Table&contextColumn=text&questionColumn=asks&answerColumn=right", "table.csv", Table);
        var set = await stored.JsonAsync(HttpStatusCode.Created);
        Assert.Equal("Maya has 3 marbles.", (string?)(await app.ReadAsync($"/api/v1/datasets/{set["id"]}"))["first"]![0]!["context"]);
    }

    [Theory]
    [InlineData("preview?scorer=guess", "scorer is 'guess'")]
    [InlineData("preview?separator=x", "no query parameter 'separator'")]
    public async Task Preview_AskedForWrongly_SaysHow(string path, string words)
    {
        using var response = await SendAsync(path, "stories.jsonl", Good);

        Assert.Contains(words, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string?>> ListAsync() => [.. (await app.ReadAsync("/api/v1/datasets"))["items"]!.AsArray().Select((JsonNode? set) => (string?)set!["name"])];

    private async Task<HttpResponseMessage> SendAsync(string path, string name, string content)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", name } };
        return await app.Http.PostAsync($"/api/v1/datasets{(path.StartsWith('?') ? "" : "/")}{path}", form);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class NotesEditEndpointsTests(SleepingApp app) : IClassFixture<SleepingApp>
{
    [Fact]
    public async Task Put_LineStruckAndLineAdded_MakesANewVersionByAPerson()
    {
        var (context, notes) = await AddNotesAsync();
        var first = notes["lines"]![0]!;

        using var response = await PutAsync(context, notes, [new { id = (string)first["id"]!, text = (string)first["text"]!, struck = true }, new { text = "Ben has one book more than Finn." }]);

        var edited = await response.JsonAsync();
        Assert.Equal("edited", (string?)edited["origin"]);
        Assert.Equal((string?)notes["id"], (string?)edited["basedOnId"]);
        Assert.Equal("local", (string?)edited["author"]);
        Assert.Equal([true, false], edited["lines"]!.AsArray().Select(line => (bool)line!["struck"]!));
        Assert.All(edited["lines"]!.AsArray(), line => Assert.Equal("person", (string?)line!["by"]));
        Assert.All(edited["lines"]!.AsArray(), line => Assert.True((bool)line!["edited"]!));
        Assert.Equal("Struck by hand.", (string?)edited["lines"]![0]!["reason"]);
    }

    [Fact]
    public async Task Put_EmptyLine_SaysWhichOne()
    {
        var (context, notes) = await AddNotesAsync();

        using var response = await PutAsync(context, notes, [new { text = " " }]);

        Assert.Equal("Line 1 is empty: write something, or remove it.", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"lines": [null]}""")]
    public async Task Put_NoLines_NamesTheField(string body)
    {
        var (context, notes) = await AddNotesAsync();

        using var response = await app.Http.PutAsync($"/api/v1/contexts/{context}/notes/{notes["id"]}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.StartsWith("lines is missing", await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostRestore_AfterAnEdit_GoesBackToTheLinesBefore()
    {
        var (context, notes) = await AddNotesAsync();
        using var edited = await PutAsync(context, notes, [new { text = "Ben has one book more than Finn." }]);
        Assert.Equal(["Ben has one book more than Finn."], TextsOf(await edited.JsonAsync()));

        using var response = await app.Http.PostAsync($"/api/v1/contexts/{context}/notes/{notes["id"]}/restore", null);

        var restored = await response.JsonAsync();
        Assert.Equal("restored", (string?)restored["origin"]);
        Assert.Equal(TextsOf(notes), TextsOf(restored));
        Assert.Equal((string?)restored["id"], (string?)(await NewestAsync(context))["id"]);
    }

    [Fact]
    public async Task PostRestore_NewestAlready_IsRefused()
    {
        var (context, notes) = await AddNotesAsync();

        using var response = await app.Http.PostAsync($"/api/v1/contexts/{context}/notes/{notes["id"]}/restore", null);

        Assert.Contains("newest notes already", await response.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Any_UnknownNotes_AreNotFoundAndNamed()
    {
        var (context, _) = await AddNotesAsync();
        var unknown = Guid.CreateVersion7();

        using var put = await app.Http.PutAsJsonAsync($"/api/v1/contexts/{context}/notes/{unknown}", new { lines = new[] { new { text = "Ben has one book more than Finn." } } });
        using var restore = await app.Http.PostAsync($"/api/v1/contexts/{context}/notes/{unknown}/restore", null);

        Assert.Contains(unknown.ToString(), await put.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Contains(unknown.ToString(), await restore.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task GetNotes_AfterSleep_HaveVerdictsAndExpectedQuestions()
    {
        var (context, notes) = await AddNotesAsync();

        Assert.Equal("sleep", (string?)notes["origin"]);
        Assert.All(notes["lines"]!.AsArray(), line => Assert.NotEqual(Guid.Empty, (Guid)line!["id"]!));
        Assert.Contains(notes["lines"]!.AsArray(), line => (string?)line!["by"] == "text");
        Assert.Contains(notes["expectedQuestions"]!.AsArray(), question => !string.IsNullOrEmpty((string?)question!["answer"]));
        var job = (await app.ReadAsync($"/api/v1/jobs?contextId={context}"))["items"]![0]!;
        Assert.Equal(1, (int)job["samples"]!);
        Assert.NotNull(job["end"]);
        Assert.True((int)job["verifiedCount"]! > 0);
        Assert.Equal(
            notes["expectedQuestions"]!.AsArray().Select(question => (string)question!["question"]!).Order(),
            job["questions"]!.AsArray().Select(question => (string)question!["question"]!).Order());
    }

    private async Task<(Guid Context, JsonNode Notes)> AddNotesAsync()
    {
        var context = await app.CreateContextWithNotesAsync();
        return (context, await NewestAsync(context));
    }

    private async Task<JsonNode> NewestAsync(Guid context) => (await app.ReadAsync($"/api/v1/contexts/{context}/notes"))["versions"]![0]!;

    private Task<HttpResponseMessage> PutAsync(Guid context, JsonNode notes, object[] lines) =>
        app.Http.PutAsJsonAsync($"/api/v1/contexts/{context}/notes/{notes["id"]}", new { lines });

    private static List<string> TextsOf(JsonNode notes) => [.. notes["lines"]!.AsArray().Select(line => (string)line!["text"]!)];
}

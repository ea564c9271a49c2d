using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class UploadEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task Post_SeveralFiles_TakesThemAndTellsWhatBecameOfEach()
    {
        var taken = (await SendAsync(("good.txt", "Ann has 31 red balls."u8.ToArray()), ("bad.txt", [0, 1, 2]), ("photo.png", [1])))["items"]!.AsArray();

        Assert.Equal(["received", "received", "failed"], taken.Select(item => (string?)item!["state"]));
        var good = await app.EndOfUploadAsync((Guid)taken[0]!["id"]!);
        var bad = await app.EndOfUploadAsync((Guid)taken[1]!["id"]!);
        Assert.Equal("stored", (string?)good["state"]);
        Assert.Equal("Ann has 31 red balls.", (string?)(await app.ReadAsync($"/api/v1/contexts/{good["contextId"]}"))["text"]);
        Assert.Equal(("failed", "notText", true), ((string?)bad["state"], (string?)bad["reason"], (bool)bad["canRetry"]!));
        Assert.Contains("plain text", (string?)bad["detail"]);
        Assert.False((bool)taken[2]!["canRetry"]!);
    }

    [Fact]
    public async Task Post_SameTextAgain_IsADuplicateThatRetryStores()
    {
        var first = await UploadAsync("one.txt", "Ann has 32 red balls."u8.ToArray());
        var again = await UploadAsync("two.txt", "Ann has 32 red balls."u8.ToArray());
        Assert.Equal(("duplicate", (Guid)first["contextId"]!), ((string?)again["state"], (Guid)again["contextId"]!));

        using var retried = await app.Http.PostAsync($"/api/v1/uploads/{again["id"]}/retry?storeDuplicate=true", null);
        await retried.JsonAsync();

        var stored = await app.EndOfUploadAsync((Guid)again["id"]!);
        Assert.Equal("stored", (string?)stored["state"]);
        Assert.NotEqual((Guid)first["contextId"]!, (Guid)stored["contextId"]!);
    }

    [Fact]
    public async Task Retry_Failed_ReadsTheKeptBytesAgain()
    {
        var failed = await UploadAsync("broken.txt", [0, 1, 2]);
        Assert.Equal(("failed", true), ((string?)failed["state"], (bool)failed["canRetry"]!));

        using var retried = await app.Http.PostAsync($"/api/v1/uploads/{failed["id"]}/retry", null);
        var waiting = await retried.JsonAsync();
        var again = await app.EndOfUploadAsync((Guid)failed["id"]!);

        Assert.Equal((Guid)failed["id"]!, (Guid)waiting["id"]!);
        Assert.Equal(("failed", "notText"), ((string?)again["state"], (string?)again["reason"]));

        // What kept it from being read is mended.
        await File.WriteAllTextAsync(app.Get<UploadFolder>().PathOf((Guid)failed["id"]!), "Ann has 136 red balls.");
        using var mended = await app.Http.PostAsync($"/api/v1/uploads/{failed["id"]}/retry", null);
        await mended.JsonAsync();
        var stored = await app.EndOfUploadAsync((Guid)failed["id"]!);

        Assert.Equal(("stored", null), ((string?)stored["state"], (string?)stored["detail"]));
        Assert.Equal("Ann has 136 red balls.", (string?)(await app.ReadAsync($"/api/v1/contexts/{stored["contextId"]}"))["text"]);
    }

    [Fact]
    public async Task Retry_Stored_IsAConflict()
    {
        var upload = await UploadAsync("three.txt", "Ann has 33 red balls."u8.ToArray());

        using var retried = await app.Http.PostAsync($"/api/v1/uploads/{upload["id"]}/retry", null);

        Assert.Contains("Send it anew", await retried.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Delete_Failed_IsGone()
    {
        var upload = await UploadAsync("bad.txt", [0, 1]);

        using var first = await app.Http.DeleteAsync($"/api/v1/uploads/{upload["id"]}");
        using var again = await app.Http.DeleteAsync($"/api/v1/uploads/{upload["id"]}");

        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await again.ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Post_OtherBody_NamesWhatIsTaken()
    {
        using var response = await app.PostJsonAsync("/api/v1/uploads", "{}");

        Assert.Contains("multipart/form-data", await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task PostContexts_FileWithTheSameText_IsAConflictThatNamesTheContext()
    {
        var first = await UploadAsync("four.txt", "Ann has 34 red balls."u8.ToArray());

        using var refused = await app.UploadAsync(("again.txt", "Ann has 34 red balls."u8.ToArray()));
        using var form = new MultipartFormDataContent { { new ByteArrayContent("Ann has 34 red balls."u8.ToArray()), "files", "again.txt" } };
        using var stored = await app.Http.PostAsync("/api/v1/contexts?duplicates=store", form);

        var problem = await refused.JsonAsync(HttpStatusCode.Conflict);
        Assert.Equal(((string?)first["contextId"], "duplicate"), ((string?)problem["contextId"], (string?)problem["reason"]));
        Assert.NotEqual((string?)first["contextId"], (string?)(await stored.JsonAsync(HttpStatusCode.Created))["id"]);
    }

    [Fact]
    public async Task PostContexts_OneOfSeveralIsADuplicate_NamesItsContextAndStoresTheOther()
    {
        var first = await UploadAsync("five.txt", "Ann has 134 red balls."u8.ToArray());

        using var response = await app.UploadAsync(("again.txt", "Ann has 134 red balls."u8.ToArray()), ("new.txt", "Ann has 135 red balls."u8.ToArray()));

        var items = (await response.JsonAsync(HttpStatusCode.Created))["items"]!;
        Assert.Equal(("duplicate", (string?)first["contextId"]), ((string?)items[0]!["problem"]!["reason"], (string?)items[0]!["problem"]!["contextId"]));
        Assert.NotNull(items[1]!["context"]);
    }

    [Fact]
    public async Task PostContexts_DocumentsOfEveryType_AreStored()
    {
        using var response = await app.UploadAsync(
            ("a.pdf", TestDocuments.PdfOfPages(2)), ("b.docx", TestDocuments.Docx(TestDocuments.Words("Ben has 35 balls."))), ("c.html", "<h1>Cleo has 36 balls.</h1>"u8.ToArray()),
            ("d.csv", "name,balls\nDora,37"u8.ToArray()), ("e.json", """{"Eve": 38}"""u8.ToArray()), ("f.py", "balls = 39"u8.ToArray()), ("g.md", "# Gus has 40 balls."u8.ToArray()));

        var items = (await response.JsonAsync(HttpStatusCode.Created))["items"]!.AsArray();
        Assert.All(items, item => Assert.NotNull(item!["context"]));
        Assert.Equal(7, items.Count);
    }

    [Fact]
    public async Task Post_PartsThatAreNotRead_AreToldWithTheUploadAndTheOutline()
    {
        var scanned = await UploadAsync("scanned.pdf", TestDocuments.Pdf([["Ann has 47 balls."], []]));
        var letter = await UploadAsync("letter.docx", TestDocuments.DocxWithNotes());

        Assert.Equal((2, 1), ((int)scanned["gaps"]!["pages"]!, (int)scanned["gaps"]!["pagesWithText"]!));
        Assert.Equal(["headersAndFooters", "comments"], letter["gaps"]!["unread"]!.AsArray().Select(part => (string?)part));
        Assert.Equal(1, (int)(await app.ReadAsync($"/api/v1/contexts/{scanned["contextId"]}/outline"))["gaps"]!["pagesWithText"]!);
    }

    [Fact]
    public async Task GetOutline_Pdf_HasItsPagesAndAnEditedTextHasNone()
    {
        var upload = await UploadAsync("pages.pdf", TestDocuments.PdfWithBookmarks([["Start", "Ann has 43 balls."], ["Ben has 44."]], ("Start", 1)));
        var path = $"/api/v1/contexts/{upload["contextId"]}";

        var outline = await app.ReadAsync($"{path}/outline");
        Assert.Equal(("pages.pdf", "pdf"), ((string?)outline["fileName"], (string?)outline["kind"]));
        Assert.Equal([1, 2], outline["pages"]!.AsArray().Select(page => (int)page!["number"]!));
        Assert.Equal("Start", (string?)outline["headings"]![0]!["title"]);

        using var edited = await app.Http.PutAsJsonAsync($"{path}/text", new { text = "Ann has 45 balls." });
        using var none = await app.Http.GetAsync($"{path}/outline");
        Assert.Contains("edited", await none.ProblemAsync(HttpStatusCode.NotFound));
    }

    private async Task<JsonNode> UploadAsync(string name, byte[] content) => await app.EndOfUploadAsync((Guid)(await SendAsync((name, content)))["items"]![0]!["id"]!);

    private async Task<JsonNode> SendAsync(params (string Name, byte[] Content)[] files)
    {
        using var response = await app.SendFilesAsync(files);
        return await response.JsonAsync(HttpStatusCode.Accepted);
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>Files that mean harm or are too much: each ends in words, and others are answered meanwhile.</summary>
public sealed class BadUploadTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task Post_FileOf200Megabytes_IsTooLargeAndNothingIsKept()
    {
        using var form = new MultipartFormDataContent { { new StreamContent(new EndlessStream(200_000_000)), "files", "film.pdf" } };

        var sending = app.Http.PostAsync("/api/v1/uploads", form);
        await AssertOthersAreAnsweredAsync();
        using var response = await sending;

        var upload = (await response.JsonAsync(HttpStatusCode.Accepted))["items"]![0]!;
        Assert.Equal(("failed", "tooLarge", 200_000_000), ((string?)upload["state"], (string?)upload["reason"], (long)upload["size"]!));
        Assert.Contains("SleepTime:Upload:MaxFileBytes", (string?)upload["detail"]);
        Assert.False((bool)upload["canRetry"]!);
        Assert.False(app.Get<UploadFolder>().Has((Guid)upload["id"]!));
    }

    [Fact]
    public async Task Post_300FilesAtOnce_AllAreStored()
    {
        var files = Enumerable.Range(1, 300).Select(number => ($"file {number}.txt", Encoding.UTF8.GetBytes($"Ann has {number} of three hundred balls."))).ToArray();

        using var response = await app.SendFilesAsync(files);
        var taken = (await response.JsonAsync(HttpStatusCode.Accepted))["items"]!.AsArray().Select(item => (Guid)item!["id"]!).ToList();
        await AssertOthersAreAnsweredAsync();

        Assert.Equal(300, taken.Count);
        foreach (var id in taken)
            Assert.Equal("stored", (string?)(await app.EndOfUploadAsync(id))["state"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_ZipBomb_IsRefusedInWords(bool lies)
    {
        var bomb = TestDocuments.ZipBomb(megabytes: 400, lies);

        var sending = UploadAsync("bomb.docx", bomb);
        await AssertOthersAreAnsweredAsync();

        var upload = await sending;
        Assert.Equal("failed", (string?)upload["state"]);
        Assert.Contains((string)upload["reason"]!, (string[])["tooLarge", "damaged", "tooMuchMemory"]);
    }

    [Fact]
    public async Task Post_PdfOf5000Pages_NamesTheMost()
    {
        var sending = UploadAsync("everything.pdf", TestDocuments.PdfOfPages(5_000));
        await AssertOthersAreAnsweredAsync();

        Assert.Contains("has 5,000 pages; at most 2,000", (string?)(await sending)["detail"]);
    }

    [Fact]
    public async Task Post_NameWithStepsUpwards_IsOnlyAName()
    {
        var upload = await UploadAsync("../../x.txt", "Ann has 41 balls."u8.ToArray());

        Assert.Equal(("stored", "x.txt"), ((string?)upload["state"], (string?)upload["fileName"]));
        Assert.Equal("x.txt", (string?)(await ContextOfAsync(upload))["title"]);
    }

    [Fact]
    public async Task Post_NameWithStepsUpwardsAndNoType_IsUnsupported()
    {
        Assert.Equal("unsupportedType", (string?)(await UploadAsync("../../x", "Ann has 41 balls."u8.ToArray()))["reason"]);
    }

    [Fact]
    public async Task Post_HtmlWithScripts_KeepsTheWordsOnly()
    {
        var upload = await UploadAsync("page.html", "<p onclick='steal()'>Ann has 42 balls.</p><script>steal()</script><img src=x onerror=steal()>"u8.ToArray());

        Assert.Equal("Ann has 42 balls.", (string?)(await ContextOfAsync(upload))["text"]);
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.csv")]
    [InlineData("a.md")]
    [InlineData("a.html")]
    public async Task Post_InvalidUtf8_SaysHowToSaveIt(string name)
    {
        var upload = await UploadAsync(name, [.. "Ann has "u8, 0xC3, 0x28, 0xFF, .. " balls."u8]);

        Assert.Equal("wrongEncoding", (string?)upload["reason"]);
        Assert.Contains("UTF-8", (string?)upload["detail"]);
    }

    [Theory]
    [InlineData("שלום.txt", "לאן יש 3 כדורים אדומים.")]
    [InlineData("🌙.md", "👩‍👩‍👧‍👦 have 🏳️‍🌈 and 5 🔴.")]
    public async Task Post_RightToLeftAndEmoji_AreKept(string name, string text)
    {
        var context = await ContextOfAsync(await UploadAsync(name, Encoding.UTF8.GetBytes(text)));

        Assert.Equal((name, text), ((string?)context["title"], (string?)context["text"]));
    }

    private async Task AssertOthersAreAnsweredAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            using var response = await app.Http.GetAsync("/api/v1/contexts?pageSize=1").WaitAsync(SleepTimeApp.Patience);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private async Task<JsonNode> UploadAsync(string name, byte[] content)
    {
        using var response = await app.SendFilesAsync((name, content));
        return await app.EndOfUploadAsync((Guid)(await response.JsonAsync(HttpStatusCode.Accepted))["items"]![0]!["id"]!);
    }

    private Task<JsonNode> ContextOfAsync(JsonNode upload) => app.ReadAsync($"/api/v1/contexts/{upload["contextId"]}");
}

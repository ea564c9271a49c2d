using System.Net;
using System.Net.Http.Json;
using System.Text;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class ContextRefusalTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>, IAsyncLifetime
{
    private int _before;

    public static TheoryData<string, byte[], HttpStatusCode, string> Files => new()
    {
        { "empty.txt", [], HttpStatusCode.BadRequest, "empty" },
        { "blank.txt", "  \n\t "u8.ToArray(), HttpStatusCode.BadRequest, "empty" },
        { "binary.txt", [0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2], HttpStatusCode.BadRequest, "notText" },
        { "latin1.txt", Encoding.Latin1.GetBytes("Zoë hat drei rote Bälle."), HttpStatusCode.BadRequest, "wrongEncoding" },
        { "broken.pdf", "%PDF-1.7"u8.ToArray(), HttpStatusCode.BadRequest, "damaged" },
        { "picture.png", [0x89, 0x50, 0x4e, 0x47], HttpStatusCode.UnsupportedMediaType, "unsupportedType" },
        { "large.txt", new byte[12 * 1024 * 1024].Select(_ => (byte)'a').ToArray(), HttpStatusCode.RequestEntityTooLarge, "tooLarge" },
    };

    public async ValueTask InitializeAsync() => _before = await CountAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Post_FileThatCannotBeTaken_SaysWhyAndStoresNothing(string name, byte[] content, HttpStatusCode status, string reason)
    {
        using var response = await app.UploadAsync((name, content));

        Assert.NotEmpty(await response.ProblemAsync(status));
        Assert.Equal(reason, (string?)(await response.JsonAsync(status))["reason"]);
        Assert.Equal(_before, await CountAsync());
    }

    [Theory]
    [InlineData("""{"title": "Nothing"}""")]
    [InlineData("""{"title": "Nothing", "text": ""}""")]
    [InlineData("""{"title": "Nothing", "text": " \n "}""")]
    public async Task Post_JsonWithoutText_SaysSo(string json)
    {
        using var response = await app.PostJsonAsync("/api/v1/contexts", json);

        Assert.Contains("empty", await response.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal(_before, await CountAsync());
    }

    [Fact]
    public async Task Post_JsonWithTitleTooLong_NamesTheLimit()
    {
        using var response = await app.Http.PostAsJsonAsync("/api/v1/contexts", new { title = new string('x', 201), text = ApiCalls.Story });

        Assert.Contains("200", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Post_OtherBodyType_NamesWhatIsTaken()
    {
        using var response = await app.Http.PostAsync("/api/v1/contexts", new StringContent("Ann has 3 balls.", Encoding.UTF8, "text/plain"));

        Assert.Contains("multipart/form-data", await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task Post_SeveralFiles_StoresTheGoodOnesAndExplainsTheOthers()
    {
        using var response = await app.UploadAsync(("good.txt", "Ann has 3 red balls."u8.ToArray()), ("bad.txt", []), ("notes.md", "# Ben has 4"u8.ToArray()));

        var outcome = await response.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(3, (int)outcome["total"]!);
        var items = outcome["items"]!.AsArray();
        Assert.Equal(["good.txt", "bad.txt", "notes.md"], items.Select(item => (string?)item!["fileName"]));
        Assert.NotNull(items[0]!["context"]!["id"]);
        Assert.Equal("empty", (string?)items[1]!["problem"]!["reason"]);
        Assert.Null(items[1]!["context"]);
        Assert.Equal(_before + 2, await CountAsync());
    }

    [Fact]
    public async Task Post_SeveralFilesAllRefused_IsAProblemWithEachReason()
    {
        using var response = await app.UploadAsync(("a.txt", []), ("b.png", "x"u8.ToArray()));

        var problem = await response.JsonAsync(HttpStatusCode.BadRequest);
        Assert.Equal(["empty", "unsupportedType"], problem["items"]!.AsArray().Select(item => (string?)item!["problem"]!["reason"]));
    }

    [Fact]
    public async Task Post_MultipartWithoutFile_SaysSo()
    {
        using var form = new MultipartFormDataContent { { new StringContent("no file"), "title" } };
        using var response = await app.Http.PostAsync("/api/v1/contexts", form);

        Assert.Contains("no file", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Post_MultipartThatEndsEarly_IsRefused()
    {
        var body = new StringContent("--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\nAnn has");
        body.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "b") } };
        using var response = await app.Http.PostAsync("/api/v1/contexts", body);

        Assert.NotEmpty(await response.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.Equal(_before, await CountAsync());
    }

    private async Task<int> CountAsync() => (int)(await app.ReadAsync("/api/v1/contexts"))["total"]!;
}

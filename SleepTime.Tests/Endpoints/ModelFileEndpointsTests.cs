using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>With an app of its own: it loads another model.</summary>
public sealed class ModelFileEndpointsTests : IAsyncLifetime
{
    private const string Files = "/api/v1/models/files";

    private readonly SleepTimeApp _app = new(("Models:MaxUploadMegabytes", "40"));
    private readonly byte[] _model = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_AModel_IsListedLookedAtLoadedAndOnlyThenKept()
    {
        using var sent = await SendAsync("our model.gguf", _model);
        var file = await sent.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(("our model.gguf", _model.Length, false), ((string?)file["name"], (long)file["bytes"]!, (bool)file["isInUse"]!));
        using var again = await SendAsync("our model.gguf", _model);
        Assert.Contains("already", await again.ProblemAsync(HttpStatusCode.Conflict));
        var path = (string)(await ListAsync()).Single()!["path"]!;
        using var looked = await _app.Http.PostAsJsonAsync("/api/v1/models/inspect", new { path }, Token);
        Assert.True((bool)(await looked.JsonAsync())["canBeLoaded"]!);

        await LoadAsync(new { path, profile = "tiny" });
        Assert.StartsWith("our model@", (string?)(await _app.ReadAsync("/api/v1/model"))["id"], StringComparison.Ordinal);
        Assert.True((bool)(await ListAsync()).Single()!["isInUse"]!);
        using var used = await _app.Http.DeleteAsync($"{Files}/our%20model.gguf", Token);
        Assert.Contains("Load another model first", await used.ProblemAsync(HttpStatusCode.Conflict));

        await LoadAsync(new { });
        using var deleted = await _app.Http.DeleteAsync($"{Files}/our%20model.gguf", Token);
        using var gone = await _app.Http.DeleteAsync($"{Files}/our%20model.gguf", Token);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Contains("no uploaded model", await gone.ProblemAsync(HttpStatusCode.NotFound));
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("../../x.gguf", HttpStatusCode.BadRequest, "cannot be the name of a model file")]
    [InlineData("x.txt", HttpStatusCode.BadRequest, "does not end in .gguf")]
    [InlineData("", HttpStatusCode.BadRequest, "has no name")]
    public async Task Post_ABadName_IsRefused(string name, HttpStatusCode status, string words)
    {
        using var response = await SendAsync(name, "GGUF"u8.ToArray());

        Assert.Contains(words, await response.ProblemAsync(status));
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Post_NoModelOrHalfOfOne_IsRefusedAndGone()
    {
        using var letter = await SendAsync("letter.gguf", "Dear Sir or Madam, this is no model."u8.ToArray());
        using var half = await SendAsync("half.gguf", _model[..^2_000_000]);

        Assert.Contains("does not begin like a GGUF file", await letter.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Contains("it is cut off", await half.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Empty(await ListAsync());
        using var delete = await _app.Http.DeleteAsync($"{Files}/..%2F..%2Fsleeptime.db", Token);
        Assert.Equal(HttpStatusCode.BadRequest, delete.StatusCode);
    }

    /// <summary>Far beyond what any other address takes, and more than this one may.</summary>
    [Fact]
    public async Task Post_LargerThanTheLimit_NamesTheSetting()
    {
        var (status, body) = await SendRawAsync("large.gguf", 50_000_000, [.. "GGUF"u8]);

        Assert.Equal(413, status);
        Assert.Contains("SleepTime:Models:MaxUploadMegabytes", body);
    }

    [Fact]
    public async Task Post_BreaksOff_LeavesNothingAndCanBeSentAgain()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(_app.Address.Host, _app.Address.Port, Token);
            await client.GetStream().WriteAsync(Head("m.gguf", _model.Length), Token);
            await client.GetStream().WriteAsync(_model.AsMemory(0, 3_000_000), Token);
            await SleepTimeApp.WaitAsync("the file to begin", () => Task.FromResult(Directory.Exists(Folder) && Directory.EnumerateFiles(Folder).Any()));
            Assert.Empty(await ListAsync());
        }
        await SleepTimeApp.WaitAsync("the half file to go", () => Task.FromResult(!Directory.EnumerateFiles(Folder).Any()));

        using var again = await SendAsync("m.gguf", _model);
        await again.JsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Post_SwitchingForbidden_Is403()
    {
        await using var app = new SleepTimeApp(("Models:Allowed", "false"));
        await app.InitializeAsync();

        using var response = await app.Http.PostAsync($"{Files}?name=m.gguf", Body("GGUF"u8.ToArray()), Token);

        Assert.Contains("SleepTime:Models:Allowed", await response.ProblemAsync(HttpStatusCode.Forbidden));
    }

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Folder => _app.Get<ModelFiles>().Uploads;

    private Task<HttpResponseMessage> SendAsync(string name, byte[] bytes) => _app.Http.PostAsync($"{Files}?name={Uri.EscapeDataString(name)}", Body(bytes), Token);

    private static ByteArrayContent Body(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

    private async Task<JsonArray> ListAsync() => (await _app.ReadAsync(Files))["items"]!.AsArray();

    private async Task LoadAsync(object choice)
    {
        using var response = await _app.Http.PutAsJsonAsync("/api/v1/model", choice, Token);
        await response.JsonAsync(HttpStatusCode.Accepted);
        var settled = await _app.Get<ModelHost>().WaitUntilSettledAsync(Token).WaitAsync(SleepTimeApp.Patience, Token);
        Assert.Equal((ModelState.Ready, null), (settled.State, settled.Failure));
    }

    private byte[] Head(string name, long length) =>
        Encoding.ASCII.GetBytes($"POST {Files}?name={name} HTTP/1.1\r\nHost: {_app.Address.Authority}\r\nContent-Type: application/octet-stream\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");

    /// <summary>Says how long it is and sends only its beginning: a client that is refused early would go on writing.</summary>
    private async Task<(int Status, string Body)> SendRawAsync(string name, long length, byte[] beginning)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_app.Address.Host, _app.Address.Port, Token);
        await client.GetStream().WriteAsync(Head(name, length), Token);
        await client.GetStream().WriteAsync(beginning, Token);
        using var reader = new StreamReader(client.GetStream());
        var answer = new StringBuilder(await reader.ReadLineAsync(Token));
        var status = int.Parse(answer.ToString().Split(' ')[1]);
        while (!answer.ToString().Contains('}', StringComparison.Ordinal) && await reader.ReadLineAsync(Token) is { } line)
            answer.AppendLine(line);
        return (status, answer.ToString());
    }
}

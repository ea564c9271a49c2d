using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;

namespace SleepTime.Tests.Support;

/// <summary>What tests say to the HTTP API, in its own words.</summary>
internal static class ApiCalls
{
    public const string Story = "Finn has 3 books. Ben has 4 books.";

    public static async Task<Guid> CreateContextAsync(this SleepTimeApp app, string text = Story)
    {
        using var response = await app.Http.PostAsJsonAsync("/api/v1/contexts?duplicates=store", new { title = "A story", text });
        return (Guid)(await response.JsonAsync(HttpStatusCode.Created))["id"]!;
    }

    public static Task<HttpResponseMessage> AskAsync(this SleepTimeApp app, Guid contextId, string mode, string question = "How many books does Finn have?") =>
        app.Http.PostAsJsonAsync("/api/v1/answers", new { contextId, question, mode });

    /// <summary>A question answered both ways; the comparison's id.</summary>
    public static async Task<Guid> CompareAsync(this SleepTimeApp app, Guid contextId, string question = "How many books does Finn have?", bool blind = false)
    {
        using var response = await app.Http.PostAsJsonAsync("/api/v1/answers", new { contextId, question, mode = "both", blind });
        return (Guid)(await response.JsonAsync())["comparisonId"]!;
    }

    /// <summary>A question answered from the text alone; the run's id.</summary>
    public static async Task<Guid> AskAloneAsync(this SleepTimeApp app, Guid contextId)
    {
        using var response = await app.AskAsync(contextId, "standard");
        return (Guid)(await response.JsonAsync())["runs"]![0]!["id"]!;
    }

    /// <summary>Shares something; where the link leads.</summary>
    public static async Task<string> ShareAsync(this SleepTimeApp app, string kind, Guid? id = null)
    {
        using var response = await app.Http.PostAsJsonAsync("/api/v1/shares", new { kind, id, expiresInDays = 7 });
        return (string)(await response.JsonAsync(HttpStatusCode.Created))["path"]!;
    }

    public static Task<HttpResponseMessage> PostJsonAsync(this SleepTimeApp app, string path, string json) =>
        app.Http.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    public static Task<HttpResponseMessage> PatchJsonAsync(this SleepTimeApp app, string path, string json) =>
        app.Http.PatchAsync(path, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>Files, and the answer when each has become a context or not.</summary>
    public static Task<HttpResponseMessage> UploadAsync(this SleepTimeApp app, params (string Name, byte[] Content)[] files) => app.PostFilesAsync("/api/v1/contexts", files);

    /// <summary>Files, and the answer when their bytes are there.</summary>
    public static Task<HttpResponseMessage> SendFilesAsync(this SleepTimeApp app, params (string Name, byte[] Content)[] files) => app.PostFilesAsync("/api/v1/uploads", files);

    /// <summary>Where an upload stands once nothing works on it any more.</summary>
    public static async Task<JsonNode> EndOfUploadAsync(this SleepTimeApp app, Guid id)
    {
        JsonNode? upload = null;
        await SleepTimeApp.WaitAsync("the end of an upload", async () => (string?)(upload = await app.ReadAsync($"/api/v1/uploads/{id}"))["state"] is not ("received" or "extracting"));
        return upload!;
    }

    private static async Task<HttpResponseMessage> PostFilesAsync(this SleepTimeApp app, string path, (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
            form.Add(new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "files", name);
        return await app.Http.PostAsync(path, form);
    }

    /// <summary>A context whose notes are written; needs an app that sleeps.</summary>
    public static async Task<Guid> CreateContextWithNotesAsync(this SleepTimeApp app, string text = Story)
    {
        var id = await app.CreateContextAsync(text);
        await SleepTimeApp.WaitAsync("notes", async () => (string?)(await app.ReadAsync($"/api/v1/contexts/{id}"))["sleep"]!["state"] == "ready");
        return id;
    }

    /// <summary>The body, after checking the status.</summary>
    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"Expected {(int)expected}, got {(int)response.StatusCode}: {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>The detail of a problem, after checking that it is one.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, HttpStatusCode expected)
    {
        var problem = await response.JsonAsync(expected);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)expected, (int)problem["status"]!);
        return (string)problem["detail"]!;
    }

    /// <summary>The events of a stream until the server ends it.</summary>
    public static async Task<List<(string Name, JsonNode Data)>> EventsAsync(this HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new List<(string, JsonNode)>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
            events.Add((item.EventType, JsonNode.Parse(item.Data)!));
        return events;
    }
}

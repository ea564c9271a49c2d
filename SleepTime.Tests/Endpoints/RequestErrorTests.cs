using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class RequestErrorTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Theory]
    [InlineData("/api/v1/contexts?page=0", "page")]
    [InlineData("/api/v1/contexts?pageSize=0", "pageSize")]
    [InlineData("/api/v1/runs?pageSize=201", "pageSize")]
    [InlineData("/api/v1/jobs?page=-3", "page")]
    [InlineData("/api/v1/runs?page=many", "page")]
    [InlineData("/api/v1/runs?contextId=mine", "contextId")]
    [InlineData("/api/v1/jobs?state=tired", "state")]
    [InlineData("/api/v1/jobs?state=17", "state")]
    public async Task Get_BadQuery_NamesTheParameter(string path, string parameter)
    {
        using var response = await app.Http.GetAsync(path);

        Assert.StartsWith($"{parameter} is ", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("/api/v1/contexts?serach=ann", "serach")]
    [InlineData("/api/v1/jobs?status=failed", "status")]
    [InlineData("/api/v1/runs?limit=5", "limit")]
    public async Task Get_UnknownQuery_IsRefusedByItsName(string path, string name)
    {
        using var response = await app.Http.GetAsync(path);

        Assert.StartsWith($"There is no query parameter '{name}' here.", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("/api/v1/answers?stream=true", "stream", "application/json")]
    [InlineData("/api/v1/contexts?duplicate=store", "duplicate", "application/json")]
    [InlineData("/api/v1/uploads?storeDuplicate=true", "storeDuplicate", "multipart/form-data; boundary=b")]
    [InlineData("/api/v1/models/files?nme=m.gguf", "nme", "application/octet-stream")]
    public async Task Post_UnknownQuery_IsRefusedByItsName(string path, string name, string type)
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        using var response = await app.Http.PostAsync(path, body);

        Assert.StartsWith($"There is no query parameter '{name}' here.", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("/api/v1/contexts?search=ann&page=1&pageSize=5")]
    [InlineData("/api/v1/jobs?state=paused&paused=true&page=1")]
    [InlineData("/api/v1/runs?mode=sleep&q=ann&from=2026-01-01&pageSize=5")]
    public async Task Get_KnownQuery_IsTaken(string path)
    {
        using var response = await app.Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/contexts", """{"text": "Maya has 3 marbles."}""")]
    [InlineData("/api/v1/answers", """{"question": "How many?"}""")]
    public async Task Post_JsonInUnknownLetters_AsksForUtf8(string path, string body)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json; charset=x-unknown");
        using var response = await app.Http.PostAsync(path, content);

        Assert.Contains("'x-unknown', which is not known here. Send it in UTF-8.", await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType));
    }

    [Fact]
    public async Task Put_ValueOfNoEnumeration_NamesTheAllowedOnes()
    {
        using var response = await app.Http.PutAsync("/api/v1/sleep/policy", JsonText("""{"effort": "huge"}"""));

        Assert.Contains("The value of 'effort' is of the wrong type or out of range: it has to be low, medium or high.", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("GET", "contexts/{0}")]
    [InlineData("DELETE", "contexts/{0}")]
    [InlineData("GET", "contexts/{0}/notes")]
    [InlineData("POST", "contexts/{0}/sleep")]
    [InlineData("GET", "jobs/{0}")]
    [InlineData("POST", "jobs/{0}/cancel")]
    [InlineData("POST", "jobs/{0}/retry")]
    [InlineData("POST", "jobs/{0}/pause")]
    [InlineData("POST", "jobs/{0}/resume")]
    [InlineData("POST", "jobs/{0}/first")]
    [InlineData("POST", "jobs/{0}/up")]
    [InlineData("POST", "jobs/{0}/down")]
    [InlineData("GET", "jobs/{0}/log")]
    [InlineData("GET", "runs/{0}")]
    [InlineData("GET", "runs/{0}/events")]
    [InlineData("POST", "runs/{0}/cancel")]
    public async Task Any_UnknownId_IsNotFoundAndNamed(string method, string path)
    {
        var id = Guid.NewGuid();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{string.Format(path, id)}");
        using var response = await app.Http.SendAsync(request);

        Assert.Contains(id.ToString(), await response.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Put_UnknownId_IsNotFound()
    {
        using var response = await app.Http.PutAsync($"/api/v1/contexts/{Guid.NewGuid()}/text", JsonText("""{"text": "Ann has 3 balls."}"""));

        Assert.NotEmpty(await response.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/contexts/not-an-id", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/api/v1/contexts", HttpStatusCode.MethodNotAllowed)]
    public async Task Any_UnknownAddressOrMethod_PointsToTheDocument(string method, string path, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Http.SendAsync(request);

        Assert.Contains("/openapi/v1.json", await response.ProblemAsync(status));
    }

    [Theory]
    [InlineData("""{"contextId": 5, "question": "?", "mode": "both"}""", "Invalid request", "contextId", "wrong type")]
    [InlineData("""{"contextId": "ann", "question": "?", "mode": "both"}""", "Invalid request", "contextId", "an id")]
    [InlineData("""{"contextId": "00000000-0000-0000-0000-000000000000", "question": "?", "mode": 7}""", "Invalid request", "mode", "wrong type")]
    [InlineData("""{"contextId": "00000000-0000-0000-0000-000000000000", "question": "?", "mode": "both", "seed": -1}""", "Invalid request", "seed", "0 to 4294967295")]
    [InlineData("""{"question": "?", "mode": "both", "max_tokens": 5}""", "Invalid request", "max_tokens", "no field")]
    [InlineData("[]", "Invalid request", "JSON object", "JSON object")]
    [InlineData("{", "Malformed JSON", "not valid JSON", "line 1")]
    public async Task Answers_BadBody_SaysWhatIsWrongAndWhere(string body, string title, string what, string how)
    {
        using var response = await app.Http.PostAsync("/api/v1/answers", JsonText(body));

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(title, (string?)problem["title"]);
        Assert.Contains(what, (string?)problem["detail"]);
        Assert.Contains(how, (string?)problem["detail"]);
    }

    [Fact]
    public async Task Contexts_JsonInAnotherEncoding_SaysSo()
    {
        using var body = new ByteArrayContent([.. "{\"text\": \"caf"u8, 0xE9, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");
        using var response = await app.Http.PostAsync("/api/v1/contexts", body);

        Assert.Contains("not UTF-8", await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Head_Health_IsAnswered(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var response = await app.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/answers", """{"contextId": """, "not valid JSON")]
    [InlineData("/api/v1/answers", "hello", "not valid JSON")]
    [InlineData("/api/v1/contexts", """{"text": "Ann has""", "not valid JSON")]
    [InlineData("/api/v1/answers", """{"contextId": "mine", "question": "?", "mode": "both"}""", "contextId")]
    [InlineData("/api/v1/answers", """{"verbosity": "loud"}""", "verbosity")]
    [InlineData("/api/v1/contexts", """{"text": 7}""", "text")]
    [InlineData("/api/v1/answers", "", "no body")]
    public async Task Post_BrokenJson_SaysWhatIsWrong(string path, string json, string says)
    {
        using var response = await app.PostJsonAsync(path, json);

        Assert.Contains(says, await response.ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Post_FromAnotherSitesPage_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/queue/pause") { Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        using var response = await app.Http.SendAsync(request);

        Assert.NotEmpty(await response.ProblemAsync(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Get_Anything_CarriesTheSecurityHeaders()
    {
        using var response = await app.Http.GetAsync("/");

        Assert.Contains("frame-ancestors 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    private static StringContent JsonText(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}

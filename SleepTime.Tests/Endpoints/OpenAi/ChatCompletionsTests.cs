using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints.OpenAi;

/// <summary>Chat completions over the embedded model, whose own wire format is spoken here by hand.</summary>
public sealed class ChatCompletionsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    private const string Model = "sleeptime-tiny";
    private const string Asked = $"{ApiCalls.Story}\n\nQuestion: How many books does Finn have?\nVerbosity: 0";

    [Fact]
    public async Task Post_PlainModel_GoesOnWithTheConversation()
    {
        using var response = await AskAsync(new { model = Model, messages = new[] { new { role = "user", content = Asked } } });

        var completion = await response.JsonAsync();
        Assert.Equal("chat.completion", (string?)completion["object"]);
        Assert.StartsWith("chatcmpl-", (string?)completion["id"]);
        Assert.Equal(Model, (string?)completion["model"]);
        var choice = Assert.Single(completion["choices"]!.AsArray())!;
        Assert.Equal("Answer: 3", (string?)choice["message"]!["content"]);
        Assert.Equal("assistant", (string?)choice["message"]!["role"]);
        Assert.Equal("stop", (string?)choice["finish_reason"]);
        var usage = completion["usage"]!;
        Assert.True((int)usage["prompt_tokens"]! > 10);
        Assert.Equal((int)usage["prompt_tokens"]! + (int)usage["completion_tokens"]!, (int)usage["total_tokens"]!);
        Assert.Equal((int)usage["prompt_tokens"]!, (int)completion["timings"]!["cache_n"]! + (int)completion["timings"]!["prompt_n"]!);
        Assert.Null(completion["sleeptime"]);
    }

    [Fact]
    public async Task Post_AskedAgain_TellsCachedTokens()
    {
        var request = new { model = Model, messages = new[] { new { role = "user", content = $"Note. {Asked}" } } };
        using (await AskAsync(request))
        {
        }

        using var again = await AskAsync(request);

        Assert.True((int)(await again.JsonAsync())["usage"]!["prompt_tokens_details"]!["cached_tokens"]! > 10);
    }

    [Fact]
    public async Task Post_Stream_GivesTheSameTextInChunks()
    {
        var messages = new[] { new { role = "user", content = Asked.Replace("Verbosity: 0", "Verbosity: 3", StringComparison.Ordinal) } };
        using var whole = await AskAsync(new { model = Model, messages });

        using var stream = await AskAsync(new { model = Model, messages, stream = true, stream_options = new { include_usage = true } });

        var chunks = await ChunksAsync(stream);
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", (string?)chunk["object"]));
        Assert.Single(chunks.Select(chunk => (string?)chunk["id"]).Distinct());
        Assert.Equal("assistant", (string?)chunks[0]["choices"]![0]!["delta"]!["role"]);
        var text = string.Concat(chunks.SelectMany(chunk => chunk["choices"]!.AsArray()).Select(choice => (string?)choice!["delta"]!["content"]));
        Assert.Equal((string?)(await whole.JsonAsync())["choices"]![0]!["message"]!["content"], text);
        Assert.Equal("stop", (string?)chunks[^2]["choices"]![0]!["finish_reason"]);
        Assert.Empty(chunks[^1]["choices"]!.AsArray());
        Assert.True((int)chunks[^1]["usage"]!["completion_tokens"]! > 1);
    }

    [Fact]
    public async Task Post_MaxTokens_EndsByLength()
    {
        using var response = await AskAsync(new { model = Model, messages = new[] { new { role = "user", content = Asked } }, max_tokens = 1 });

        var completion = await response.JsonAsync();
        Assert.Equal("length", (string?)completion["choices"]![0]!["finish_reason"]);
        Assert.Equal(1, (int)completion["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task Post_Stop_EndsBeforeTheText()
    {
        using var response = await AskAsync(new { model = Model, messages = new[] { new { role = "user", content = Asked } }, stop = ": 3" });

        var choice = (await response.JsonAsync())["choices"]![0]!;
        Assert.Equal("Answer", (string?)choice["message"]!["content"]);
        Assert.Equal("stop", (string?)choice["finish_reason"]);
    }

    [Fact]
    public async Task Post_ContentInParts_IsOneText()
    {
        var parts = new object[] { new { type = "text", text = Asked[..20] }, new { type = "text", text = Asked[20..] } };
        using var response = await AskAsync(new { model = Model, messages = new[] { new { role = "user", content = parts } }, user = "somebody", metadata = new { a = "b" } });

        Assert.Equal("Answer: 3", (string?)(await response.JsonAsync())["choices"]![0]!["message"]!["content"]);
    }

    [Fact]
    public async Task Post_ContextFromItsText_IsAStoredRun()
    {
        var id = await app.CreateContextAsync();

        using var response = await AskAsync(new
        {
            model = $"context/{id}:standard",
            messages = new[] { new { role = "system", content = "Be brief." }, new { role = "user", content = "How many books does Finn have?" } },
            verbosity = "low", top_p = 0.9,
        });

        var completion = await response.JsonAsync();
        Assert.Equal("Answer: 3", (string?)completion["choices"]![0]!["message"]!["content"]);
        Assert.Equal(["system", "top_p"], completion["sleeptime"]!["ignored"]!.AsArray().Select(name => (string?)name));
        var run = await app.ReadAsync($"/api/v1/runs/{completion["sleeptime"]!["run_id"]}");
        Assert.Equal("standard", (string?)run["mode"]);
        Assert.Equal("How many books does Finn have?", (string?)run["question"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_ContextWithoutNotes_SaysHowToGetThem(bool stream)
    {
        var id = await app.CreateContextAsync();

        using var response = await AskAsync(new { model = $"context/{id}", messages = new[] { new { role = "user", content = "How many?" } }, stream });

        var error = (await response.JsonAsync(HttpStatusCode.Conflict))["error"]!;
        Assert.Equal("no_notes", (string?)error["code"]);
        Assert.Contains("notes", (string?)error["message"]);
    }

    [Fact]
    public async Task Post_AQuestionThatIsTooLong_NamesTheMessages()
    {
        var id = await app.CreateContextAsync();

        using var response = await AskAsync(new { model = $"context/{id}:standard", messages = new[] { new { role = "user", content = new string('a', 5_000) } } });

        var error = (await response.JsonAsync(HttpStatusCode.BadRequest))["error"]!;
        Assert.Equal("messages", (string?)error["param"]);
        Assert.Contains("5,000 characters", (string?)error["message"]);
    }

    [Theory]
    [InlineData("""{"messages": [{"role": "user", "content": "Hi"}]}""", 400, "model")]
    [InlineData("""{"model": "gpt-5", "messages": [{"role": "user", "content": "Hi"}]}""", 404, "model")]
    [InlineData("""{"model": "context/7", "messages": [{"role": "user", "content": "Hi"}]}""", 404, "model")]
    [InlineData("""{"model": "context/019a0000-0000-7000-8000-000000000000", "messages": [{"role": "user", "content": "Hi"}]}""", 404, "model")]
    [InlineData("""{"model": "sleeptime-tiny"}""", 400, "messages")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": []}""", 400, "messages")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "tool", "content": "Hi"}]}""", 400, "messages")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": [{"type": "image_url"}]}]}""", 400, null)]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "n": 2}""", 400, "n")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "tools": [{}]}""", 400, "tools")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "temperature": 3}""", 400, "temperature")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "top_p": 0}""", 400, "top_p")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 0}""", 400, "max_tokens")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 100000}""", 400, "messages")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [null]}""", 400, "messages")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "system", "content": "a\u0000b"}, {"role": "user", "content": "Hi"}]}""", 400, "messages")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "stop": ""}""", 400, "stop")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "response_format": {"type": "json_object"}}""", 400, "response_format")]
    [InlineData("""{"model": "sleeptime-tiny", "messages": [{"role": "user", "content": "Hi"}], "verbosity": "loud"}""", 400, null)]
    [InlineData("""{"model": """, 400, null)]
    public async Task Post_Bad_IsAnErrorObjectThatClientsRead(string json, int status, string? param)
    {
        using var response = await app.PostJsonAsync("/v1/chat/completions", json);

        var error = (await response.JsonAsync((HttpStatusCode)status))["error"]!;
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty((string)error["message"]!);
        Assert.Equal("invalid_request_error", (string?)error["type"]);
        Assert.Equal(param, (string?)error["param"]);
    }

    [Fact]
    public async Task Post_LongerThanTheContextLength_HasTheCodeThatClientsKnow()
    {
        foreach (var words in new[] { 3_000, 1_000_000 })
        {
            using var response = await AskAsync(new { model = Model, messages = new[] { new { role = "user", content = string.Concat(Enumerable.Repeat("and ", words)) } }, stream = (bool?)null });

            Assert.Equal("messages", (string?)(await response.JsonAsync(HttpStatusCode.BadRequest))["error"]!["param"]);
        }
    }

    [Fact]
    public async Task Get_UnknownAddress_IsAnErrorObject()
    {
        using var response = await app.Http.GetAsync("/v1/embeddings");

        Assert.Contains("/v1/embeddings", (string?)(await response.JsonAsync(HttpStatusCode.NotFound))["error"]!["message"]);
    }

    [Fact]
    public async Task Get_Models_ListsTheModelAndEachContext()
    {
        var id = await app.CreateContextAsync();

        var models = (await app.ReadAsync("/v1/models"))["data"]!.AsArray();

        Assert.Equal(Model, (string?)models[0]!["id"]);
        var context = Assert.Single(models, model => (string?)model!["id"] == $"context/{id}")!;
        Assert.Equal("A story", (string?)context["name"]);
        Assert.Equal("model", (string?)(await app.ReadAsync($"/v1/models/context/{id}"))["object"]);
        Assert.Equal(Model, (string?)(await app.ReadAsync($"/v1/models/{Model}"))["id"]);
        using var unknown = await app.Http.GetAsync("/v1/models/gpt-5");
        Assert.Equal("model_not_found", (string?)(await unknown.JsonAsync(HttpStatusCode.NotFound))["error"]!["code"]);
    }

    private Task<HttpResponseMessage> AskAsync(object request) => app.Http.PostAsJsonAsync("/v1/chat/completions", request);

    private static async Task<List<JsonNode>> ChunksAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var lines = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("data: [DONE]", lines[^1]);
        return [.. lines[..^1].Select(line => JsonNode.Parse(line["data: ".Length..])!)];
    }
}

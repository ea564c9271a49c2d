using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SleepTime.Tests.Support;

/// <summary>
/// An engine with an OpenAI-compatible API on a port of this machine, which says and does what a test tells it to: real HTTP,
/// and every fault that an engine can have.
/// </summary>
internal sealed class RemoteServer : IAsyncDisposable
{
    public const string Model = "some-7b";

    private readonly ConcurrentQueue<JsonNode> _requests = new();
    private WebApplication _app = null!;
    private int _running;
    private int _mostRunning;
    private int _left;

    private RemoteServer()
    {
    }

    /// <summary>The same also after a restart.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>As the list of models says; which engine it is follows from it.</summary>
    public string OwnedBy { get; set; } = "vllm";

    public IReadOnlyList<string> Models { get; set; } = [Model];

    public int? MaxModelLength { get; set; }

    /// <summary>What a request has to come with; null for none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>What /metrics gives; null for 404.</summary>
    public string? Metrics { get; set; }

    /// <summary>Called before /metrics or /slots answers; may wait.</summary>
    public Func<CancellationToken, Task> BeforeLoad { get; set; } = _ => Task.CompletedTask;

    /// <summary>The pieces of each answer.</summary>
    public IReadOnlyList<string> Pieces { get; set; } = ["Answer", ": ", "42"];

    /// <summary>What it thinks before, parted from the answer.</summary>
    public string? Thought { get; set; }

    public string FinishReason { get; set; } = "stop";

    /// <summary>Prompt, completion and cached tokens; null for an engine that does not tell.</summary>
    public (int Prompt, int Completion, int Cached)? Usage { get; set; } = (120, 7, 96);

    /// <summary>Called before each piece with its number, from 0; may wait.</summary>
    public Func<int, CancellationToken, Task> BeforePiece { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Take the place of the answers to requests to come, one each.</summary>
    public ConcurrentQueue<Func<HttpContext, JsonNode, Task>> Faults { get; } = new();

    /// <summary>The bodies of all requests, in their order.</summary>
    public IReadOnlyList<JsonNode> Requests => [.. _requests];

    public int Running => Volatile.Read(ref _running);

    public int MostRunning => Volatile.Read(ref _mostRunning);

    /// <summary>Requests whose caller left before their end.</summary>
    public int Left => Volatile.Read(ref _left);

    public static async Task<RemoteServer> StartAsync()
    {
        var server = new RemoteServer();
        await server.ListenAsync("http://127.0.0.1:0");
        server.Address = new Uri(server._app.Urls.First());
        return server;
    }

    /// <summary>As when its process goes: every connection breaks.</summary>
    public async Task StopAsync() => await _app.DisposeAsync();

    public Task StartAgainAsync() => ListenAsync(Address.ToString());

    /// <summary>An error object with a status.</summary>
    public static Func<HttpContext, JsonNode, Task> Refuse(int status, string message, string? retryAfter = null) => (context, _) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsJsonAsync(new { error = new { message, type = "invalid_request_error", code = status } });
    };

    /// <summary>Some of the answer, then the connection breaks as soon as that has been seen.</summary>
    public Func<HttpContext, JsonNode, Task> Drop(int afterPieces, Task seen) => async (context, _) =>
    {
        Begin(context);
        foreach (var piece in Pieces.Take(afterPieces))
            await SendAsync(context, Chunk(new { content = piece }, null));
        await seen;
        context.Abort();
    };

    /// <summary>Some of the answer, then an error within the stream.</summary>
    public Func<HttpContext, JsonNode, Task> BreakOff(int afterPieces, string message) => async (context, _) =>
    {
        Begin(context);
        foreach (var piece in Pieces.Take(afterPieces))
            await SendAsync(context, Chunk(new { content = piece }, null));
        await SendAsync(context, new { error = new { message, type = "server_error" } });
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ListenAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.WebHost.UseUrls(address).UseShutdownTimeout(TimeSpan.Zero);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(ServeAsync);
        await _app.StartAsync();
    }

    private Task ServeAsync(HttpContext context)
    {
        if (ApiKey is not null && context.Request.Headers.Authorization != $"Bearer {ApiKey}")
            return Refuse(401, $"Incorrect key: {context.Request.Headers.Authorization}")(context, "");
        return context.Request.Path.Value switch
        {
            "/v1/models" => context.Response.WriteAsJsonAsync(new { @object = "list", data = Models.Select(id => new { id, @object = "model", owned_by = OwnedBy, max_model_len = MaxModelLength }) }),
            "/v1/chat/completions" => CompleteAsync(context),
            "/metrics" or "/slots" => TellLoadAsync(context),
            _ => Missing(context),
        };
    }

    private async Task TellLoadAsync(HttpContext context)
    {
        await BeforeLoad(context.RequestAborted);
        await (Metrics is not null && context.Request.Path == "/metrics" ? context.Response.WriteAsync(Metrics) : Missing(context));
    }

    private static Task Missing(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task CompleteAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body))!;
        _requests.Enqueue(body);
        var running = Interlocked.Increment(ref _running);
        InterlockedMax(running);
        try
        {
            if (Faults.TryDequeue(out var fault))
                await fault(context, body);
            else
                await AnswerAsync(context);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _left);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Begin(context);
        await SendAsync(context, Chunk(new { role = "assistant", content = "" }, null));
        if (Thought is not null)
            await SendAsync(context, Chunk(new { reasoning_content = Thought }, null));
        for (var i = 0; i < Pieces.Count; i++)
        {
            await BeforePiece(i, context.RequestAborted);
            await SendAsync(context, Chunk(new { content = Pieces[i] }, null));
        }
        await SendAsync(context, Chunk(new { }, FinishReason));
        if (Usage is { } usage)
        {
            await SendAsync(context, new
            {
                id = "1", @object = "chat.completion.chunk", created = 1, model = Model, choices = Array.Empty<object>(),
                usage = new { prompt_tokens = usage.Prompt, completion_tokens = usage.Completion, total_tokens = usage.Prompt + usage.Completion, prompt_tokens_details = new { cached_tokens = usage.Cached } },
            });
        }
        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }

    private static void Begin(HttpContext context) => context.Response.ContentType = "text/event-stream";

    private static object Chunk(object delta, string? finishReason) =>
        new { id = "1", @object = "chat.completion.chunk", created = 1, model = Model, choices = new[] { new { index = 0, delta, finish_reason = finishReason } } };

    private static async Task SendAsync(HttpContext context, object data)
    {
        await context.Response.WriteAsync($"data: {System.Text.Json.JsonSerializer.Serialize(data)}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private void InterlockedMax(int running)
    {
        int most;
        while ((most = Volatile.Read(ref _mostRunning)) < running && Interlocked.CompareExchange(ref _mostRunning, running, most) != most)
        {
        }
    }
}

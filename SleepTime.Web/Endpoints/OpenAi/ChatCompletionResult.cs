using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>
/// A chat completion as its caller wants it: whole, or in chunks as they come. What fails before the first text is an
/// error with its status; afterwards a chunk with an error ends the stream. Who leaves stops it.
/// </summary>
internal sealed class ChatCompletionResult(ChatCompletion completion, bool stream, bool includeUsage) : IResult
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);
    private static readonly byte[] Heartbeat = ": still here\n\n"u8.ToArray();
    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var leaving = httpContext.RequestAborted;
        await using var stops = leaving.Register(completion.Cancel);
        try
        {
            if (stream)
                await StreamAsync(httpContext, leaving);
            else
                await WholeAsync(httpContext, leaving);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
        }
        catch
        {
            completion.Cancel(); // nobody reads it any more
            throw;
        }
    }

    private async Task WholeAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var (text, thoughts) = (new StringBuilder(), new StringBuilder());
        await foreach (var piece in Thoughts.Part(completion.Pieces, cancellationToken))
        {
            switch (piece)
            {
                case ChatText more:
                    (more.IsThought ? thoughts : text).Append(more.Text);
                    break;
                case ChatFailure failure:
                    await OpenAiErrors.ResultOf(failure).ExecuteAsync(context);
                    return;
                case ChatEnd end:
                    var choice = new ChoiceResponse(0, new MessageResponse("assistant", text.ToString(), thoughts.Length == 0 ? null : thoughts.ToString()), null, end.FinishReason);
                    await TypedResults.Ok(Response("chat.completion", [choice]) with
                    {
                        Usage = UsageResponse.From(end.Usage), Timings = TimingsResponse.From(end.Usage, end.Timings), Sleeptime = Stored(end),
                    }).ExecuteAsync(context);
                    return;
            }
        }
    }

    private async Task StreamAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        await using var pieces = Thoughts.Part(completion.Pieces, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var begun = false;
        var next = Task.FromResult(true);
        try
        {
            while (true)
            {
                next = pieces.MoveNextAsync().AsTask();
                await WaitAsync();
                if (!await next || !await SendAsync(pieces.Current))
                    return;
            }
        }
        finally
        {
            // What is being waited for has to end before its source may be put away.
            if (!next.IsCompleted)
                completion.Cancel();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task WaitAsync()
        {
            while (!next.IsCompleted)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                var waited = Task.Delay(HeartbeatInterval, time, quiet.Token);
                // A caller that hears nothing for a while gets the head and a sign of life; from then on errors come as chunks.
                if (await Task.WhenAny(next, waited) == waited && waited.IsCompletedSuccessfully)
                {
                    await BeginAsync();
                    await WriteAsync(context.Response, Heartbeat, cancellationToken);
                }
                await quiet.CancelAsync();
            }
        }

        // Whether more is to come.
        async Task<bool> SendAsync(ChatPiece piece)
        {
            switch (piece)
            {
                case ChatFailure failure when !begun:
                    await OpenAiErrors.ResultOf(failure).ExecuteAsync(context);
                    return false;
                case ChatFailure failure:
                    await WriteAsync(context.Response, Data(OpenAiErrors.From(failure)), cancellationToken);
                    return false;
                case ChatText text:
                    await BeginAsync();
                    await WriteAsync(context.Response, Data(Chunk(text.IsThought ? new MessageResponse(null, null, text.Text) : new MessageResponse(null, text.Text), null)), cancellationToken);
                    return true;
                case ChatEnd end:
                    await BeginAsync();
                    var last = Chunk(new MessageResponse(null, null), end.FinishReason) with { Timings = TimingsResponse.From(end.Usage, end.Timings), Sleeptime = Stored(end) };
                    await WriteAsync(context.Response, Data(last), cancellationToken);
                    if (includeUsage)
                        await WriteAsync(context.Response, Data(Response("chat.completion.chunk", []) with { Usage = UsageResponse.From(end.Usage) }), cancellationToken);
                    await WriteAsync(context.Response, Done, cancellationToken);
                    return false;
                default:
                    return true;
            }
        }

        async Task BeginAsync()
        {
            if (begun)
                return;
            begun = true;
            context.Response.ContentType = MediaTypeNames.Text.EventStream;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.Headers["X-Accel-Buffering"] = "no"; // nginx would gather chunks otherwise
            await WriteAsync(context.Response, Data(Chunk(new MessageResponse("assistant", ""), null)), cancellationToken);
        }

        byte[] Data<T>(T value) => [.. "data: "u8, .. JsonSerializer.SerializeToUtf8Bytes(value, json), .. "\n\n"u8];
    }

    private ChatCompletionResponse Chunk(MessageResponse delta, string? finishReason) =>
        Response("chat.completion.chunk", [new ChoiceResponse(0, null, delta, finishReason)]);

    private ChatCompletionResponse Response(string kind, IReadOnlyList<ChoiceResponse> choices) =>
        new(completion.Id, kind, completion.CreatedAt.ToUnixTimeSeconds(), completion.Model, choices);

    private StoredResponse? Stored(ChatEnd end) => end.Run is { } run ? new StoredResponse(run.Id, run.NotesVersionId, completion.Ignored) : null;

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(bytes, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}

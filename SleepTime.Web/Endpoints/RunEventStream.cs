using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Answering;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

/// <summary>
/// The events of one or more runs as server-sent events, in the order in which they happen, from each run's start
/// until the last one has ended. While nothing happens a comment keeps proxies and clients from giving up.
/// </summary>
public sealed class RunEventStream(IReadOnlyList<IAsyncEnumerable<RunEvent>> runs) : IResult
{
    public const string ContentType = MediaTypeNames.Text.EventStream;

    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);
    private static readonly byte[] Heartbeat = ": still here\n\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (services, response) = (httpContext.RequestServices, httpContext.Response);
        var time = services.GetRequiredService<TimeProvider>();
        var json = services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would gather events otherwise
        await response.Body.FlushAsync(httpContext.RequestAborted);

        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted);
        // Each watcher reads its run's log at its own pace, so a slow client makes them wait here and costs nobody else.
        var events = Channel.CreateBounded<RunEvent>(capacity: 64);
        var watching = WatchAllAsync(events.Writer, leaving.Token);
        try
        {
            while (await WaitAsync(events.Reader, response, time, leaving.Token))
                while (events.Reader.TryRead(out var happened))
                    await WriteAsync(response, RunMessage.From(happened), json, leaving.Token);
            await watching;
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client left; the runs go on.
        }
        finally
        {
            await leaving.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAllAsync(ChannelWriter<RunEvent> writer, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(runs.Select(async run =>
            {
                await foreach (var happened in run.WithCancellation(cancellationToken))
                    await writer.WriteAsync(happened, cancellationToken);
            }));
        }
        finally
        {
            writer.TryComplete();
        }
    }

    /// <summary>Waits for the next event, with a heartbeat each time that none came for a while; false at the end.</summary>
    private static async Task<bool> WaitAsync(ChannelReader<RunEvent> reader, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        var next = reader.WaitToReadAsync(cancellationToken).AsTask();
        while (!next.IsCompleted)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (await Task.WhenAny(next, Task.Delay(HeartbeatInterval, time, quiet.Token)) != next)
                await WriteAsync(response, Heartbeat, cancellationToken);
            await quiet.CancelAsync();
        }

        return await next;
    }

    private static async Task WriteAsync(HttpResponse response, RunMessage message, JsonSerializerOptions json, CancellationToken cancellationToken)
    {
        var data = JsonSerializer.Serialize(message, json); // one line: JSON escapes line ends
        await WriteAsync(response, Encoding.UTF8.GetBytes($"event: {message.EventName}\ndata: {data}\n\n"), cancellationToken);
    }

    private static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(bytes, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}

using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Answering;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

/// <summary>
/// The events of one or more runs as server-sent events, in the order in which they happen, from each run's start
/// until the last one has ended. While nothing happens a comment keeps proxies and clients from giving up.
/// </summary>
/// <param name="hidden">Whether the sides of the runs' comparison are hidden from whoever watches.</param>
public sealed class RunEventStream(IReadOnlyList<IAsyncEnumerable<RunEvent>> runs, bool hidden) : IResult
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
        Watch[] watches = [.. runs.Select(run => new Watch(run, leaving.Token))];
        try
        {
            while (watches.Any(watch => !watch.HasEnded))
            {
                await WaitAsync(watches, response, time, leaving.Token);
                foreach (var watch in watches)
                    if (watch.HasNews && await watch.TakeAsync() is { } happened && RunMessage.From(happened, hidden) is { } message) // one of each in turn, however much one has ready
                        await WriteAsync(response, message, json, leaving.Token);
            }
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client left; the runs go on.
        }
        finally
        {
            await leaving.CancelAsync();
            foreach (var watch in watches)
                await watch.DisposeAsync();
        }
    }

    /// <summary>Waits until a run has news, with a heartbeat each time that none came for a while.</summary>
    private static async Task WaitAsync(Watch[] watches, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        var news = Task.WhenAny(watches.Where(watch => !watch.HasEnded).Select(watch => watch.Next));
        while (!news.IsCompleted)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            if (await Task.WhenAny(news, Task.Delay(HeartbeatInterval, time, quiet.Token)) != news)
                await WriteAsync(response, Heartbeat, cancellationToken);
            await quiet.CancelAsync();
        }
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

    /// <summary>One run's events, of which the next one is always being waited for. A slow client delays nobody else's.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<RunEvent> _events;

        public Watch(IAsyncEnumerable<RunEvent> run, CancellationToken cancellationToken)
        {
            _events = run.GetAsyncEnumerator(cancellationToken);
            Next = _events.MoveNextAsync().AsTask();
        }

        public Task<bool> Next { get; private set; }

        public bool HasEnded { get; private set; }

        public bool HasNews => !HasEnded && Next.IsCompleted;

        public async Task<RunEvent?> TakeAsync()
        {
            HasEnded = !await Next;
            if (HasEnded)
                return null;

            var happened = _events.Current;
            Next = _events.MoveNextAsync().AsTask();
            return happened;
        }

        public async ValueTask DisposeAsync()
        {
            await ((Task)Next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _events.DisposeAsync();
        }
    }
}

using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Text.Json;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>What went wrong with a remote engine, in sentences. Pure.</summary>
internal static class RemoteErrors
{
    private const int MostQuoted = 300;
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <param name="sentPriority">Whether the request had a priority, which not every engine takes.</param>
    public static RemoteException Of(Exception failure, RemoteEndpoint endpoint, DateTimeOffset now, bool sentPriority = false) => failure switch
    {
        RemoteException known => known,
        ClientResultException { Status: > 0 } answer => Of(
            (HttpStatusCode)answer.Status, MessageIn(answer.GetRawResponse()?.Content), RetryAfterIn(answer.GetRawResponse(), now), endpoint, sentPriority),
        _ => Gone(endpoint, failure),
    };

    public static RemoteException Of(HttpStatusCode status, string? said, TimeSpan? retryAfter, RemoteEndpoint endpoint, bool sentPriority = false)
    {
        var quoted = Quote(said, endpoint);
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(RemoteTrouble.Misconfigured,
                $"The engine at {endpoint.Host} refuses the {(endpoint.HasKey ? "key" : "request without a key")} ({(int)status}): set {endpoint.Key}:ApiKey to one that it takes, and start again."),
            HttpStatusCode.NotFound => new(RemoteTrouble.Misconfigured,
                $"The engine at {endpoint.Host} does not know {endpoint.Model} or the address{quoted}: check {endpoint.Key}:Model and {endpoint.Key}:Url, and start again."),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(RemoteTrouble.Busy,
                $"The engine at {endpoint.Host} has too much to do ({(int)status}){quoted}: ask again later, or lower {endpoint.Key}:MaxConcurrent.")
            {
                RetryAfter = retryAfter is { } pause ? TimeSpan.FromTicks(Math.Clamp(pause.Ticks, TimeSpan.TicksPerSecond, LongestPause.Ticks)) : UsualPause,
            },
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new(RemoteTrouble.Gone,
                $"The engine at {endpoint.Host} failed with an error of its own ({(int)status}){quoted}: its log has the details."),
            HttpStatusCode.BadRequest when sentPriority && said?.Contains("priority", StringComparison.OrdinalIgnoreCase) == true => new(RemoteTrouble.NoPriority,
                $"The engine at {endpoint.Host} does not schedule by priority{quoted}: start vLLM with --scheduling-policy priority."),
            _ => new(RemoteTrouble.Refused, $"The engine at {endpoint.Host} refused the request ({(int)status}){quoted}: shorten or change it, or check the engine's own settings."),
        };
    }

    public static RemoteException Gone(RemoteEndpoint endpoint, Exception cause)
    {
        var why = Quotable(cause.GetBaseException().Message, endpoint);
        return new(RemoteTrouble.Gone, IsAboutConnecting(cause)
            ? $"The engine at {endpoint.Host} cannot be reached ({why}): start it, or check {endpoint.Key}:Url."
            : $"The engine at {endpoint.Host} broke off ({why}): see whether it still works; its log has the details.", cause);
    }

    public static RemoteException BrokeOff(RemoteEndpoint endpoint, string? said) => new(RemoteTrouble.Gone,
        $"The engine at {endpoint.Host} broke off in the middle of an answer{Quote(said, endpoint)}: its log has the details.");

    public static RemoteException Slow(RemoteEndpoint endpoint, bool hasBegun, int seconds) => new(RemoteTrouble.Slow, hasBegun
        ? $"The engine at {endpoint.Host} fell silent for {seconds:N0} seconds in the middle of an answer: see whether it still works, or raise {RemoteOptions.Section}:StallSeconds."
        : $"The engine at {endpoint.Host} began no answer within {seconds:N0} seconds: see what it is busy with, or raise {RemoteOptions.Section}:FirstTokenSeconds.");

    private static bool IsAboutConnecting(Exception? cause) => cause is not null
        && (cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError }
            || IsAboutConnecting(cause.InnerException));

    /// <summary>The words of an error object in any of the shapes that engines use; null when there are none.</summary>
    public static string? MessageIn(BinaryData? content)
    {
        try
        {
            if (content is null || content.ToMemory().IsEmpty)
                return null;
            using var document = JsonDocument.Parse(content.ToMemory());
            return Find(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // not its own words: a page of some proxy
        }
    }

    private static string? Find(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Object => element.EnumerateObject().Where(property => property.Name is "error" or "message" or "detail").Select(property => Find(property.Value)).FirstOrDefault(words => words is not null),
        _ => null,
    };

    private static TimeSpan? RetryAfterIn(PipelineResponse? response, DateTimeOffset now)
    {
        if (response?.Headers.TryGetValue("Retry-After", out var value) != true)
            return null;
        if (int.TryParse(value, out var seconds))
            return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(value, out var at) ? at - now : null;
    }

    private static string Quote(string? said, RemoteEndpoint endpoint) => string.IsNullOrWhiteSpace(said) ? "" : $", saying \"{Quotable(said, endpoint)}\"";

    private static string Quotable(string said, RemoteEndpoint endpoint)
    {
        var line = endpoint.WithoutKey(said).ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return line.Length <= MostQuoted ? line : line[..MostQuoted] + "…";
    }
}

using System.Globalization;
using System.Text.Json;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>How many requests a remote engine runs and holds waiting, whoever sent them, where it tells. Thread-safe.</summary>
internal static class ServerLoad
{
    /// <summary>llama-server counts between two steps only, and a step over a long prompt may take far longer than anybody waits for a hint.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private const int MostBytes = 8 << 20;

    /// <param name="last">What it told before: said again where it is too busy to tell.</param>
    /// <returns>Null where it does not tell.</returns>
    public static async Task<int?> ReadAsync(RemoteEndpoint endpoint, RemoteKind kind, int? last, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (kind is not (RemoteKind.Vllm or RemoteKind.LlamaServer or RemoteKind.SleepTime))
                return null;
            if (await GetAsync(endpoint, "metrics", either.Token) is { } metrics && InMetrics(metrics, kind) is { } load)
                return load;
            return kind == RemoteKind.LlamaServer && await GetAsync(endpoint, "slots", either.Token) is { } slots ? InSlots(slots) : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return last;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException or InvalidOperationException)
        {
            return null; // only a hint; whether it works is told elsewhere
        }
    }

    /// <summary>From the text format of Prometheus; null when the figures are not there. Of another one of us only questions count: its sleep stands aside for ours as for any other.</summary>
    public static int? InMetrics(string text, RemoteKind kind)
    {
        string[] names = kind switch
        {
            RemoteKind.Vllm => ["vllm:num_requests_running", "vllm:num_requests_waiting"],
            RemoteKind.LlamaServer => ["llamacpp:requests_processing", "llamacpp:requests_deferred"],
            _ => ["sleeptime_requests_processing", "sleeptime_requests_waiting"],
        };
        double? sum = null;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var end = line.IndexOfAny('{', ' ');
            if (end < 0 || !names.Contains(line[..end].ToString()))
                continue;
            if (kind == RemoteKind.SleepTime && !line.Contains("class=\"question\"", StringComparison.Ordinal))
                continue;
            var value = line[(line.LastIndexOf('}') + 1)..];
            value = (value.Length == line.Length ? line[end..] : value).Trim();
            var upTo = value.IndexOf(' ');
            if (double.TryParse(upTo < 0 ? value : value[..upTo], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < int.MaxValue)
                sum = (sum ?? 0) + number;
        }
        return (int?)sum;
    }

    /// <summary>From llama-server's list of slots.</summary>
    public static int? InSlots(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Array
            ? null
            : document.RootElement.EnumerateArray().Count(slot => slot.TryGetProperty("is_processing", out var busy) && busy.ValueKind == JsonValueKind.True);
    }

    /// <summary>Beside the API, not below it.</summary>
    private static async Task<string?> GetAsync(RemoteEndpoint endpoint, string name, CancellationToken cancellationToken)
    {
        var root = endpoint.Address.AbsolutePath.EndsWith("/v1/", StringComparison.Ordinal) ? new Uri(endpoint.Address, "../") : endpoint.Address;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, name));
        endpoint.Authorize(request);
        using var response = await endpoint.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return null;
        await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }
}

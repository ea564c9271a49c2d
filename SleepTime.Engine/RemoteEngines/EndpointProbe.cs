using System.Net;
using System.Text.Json;

namespace SleepTime.Engine.RemoteEngines;

/// <summary>What a remote engine says of itself.</summary>
/// <param name="ContextLength">Most tokens that it takes; null where it does not tell.</param>
internal sealed record ProbeResult(RemoteKind Kind, int? ContextLength);

/// <summary>Asks a remote engine for its models: whether it is there, takes our key and has the model. Thread-safe.</summary>
internal static class EndpointProbe
{
    private const int MostNamed = 5;
    private const int MostBytes = 8 << 20;

    /// <exception cref="RemoteException">It is not, or does not.</exception>
    public static async Task<ProbeResult> LookAsync(RemoteEndpoint endpoint, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint.Address, "models"));
            endpoint.Authorize(request);
            using var response = await endpoint.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await response.Content.LoadIntoBufferAsync(MostBytes, cancellationToken);
            var content = BinaryData.FromBytes(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            // Some clouds have no such list; whether they have the model shows when it is asked.
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented && RemoteErrors.MessageIn(content) is null)
                return new ProbeResult(RemoteKind.OpenAi, null);
            if (!response.IsSuccessStatusCode)
                throw RemoteErrors.Of(response.StatusCode, RemoteErrors.MessageIn(content), response.Headers.RetryAfter?.Delta, endpoint);
            return Read(content, endpoint);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw RemoteErrors.Gone(endpoint, e);
        }
    }

    private static ProbeResult Read(BinaryData content, RemoteEndpoint endpoint)
    {
        try
        {
            using var document = JsonDocument.Parse(content.ToMemory());
            var models = document.RootElement.GetProperty("data").EnumerateArray().Select(Entry.Of).ToList();
            if (models.FirstOrDefault(model => model.IsNamed(endpoint.Model)) is { } found)
                return new ProbeResult(RemoteKinds.OwnedBy(found.Owner), found.ContextLength);
            var others = models.Count == 0 ? "it has none" : $"it has {string.Join(", ", models.Take(MostNamed).Select(model => model.Id))}{(models.Count > MostNamed ? " and more" : "")}";
            throw new RemoteException(RemoteTrouble.Misconfigured, $"The engine at {endpoint.Host} has no model {endpoint.Model}; {others}. Set {endpoint.Key}:Model to one of those and start again, or load it there.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RemoteException(RemoteTrouble.Misconfigured, $"What answers at {endpoint.Host} has no list of models as OpenAI's API has it: check {endpoint.Key}:Url, and start again.", e);
        }
    }

    private sealed record Entry(string Id, string? Owner, int? ContextLength)
    {
        public static Entry Of(JsonElement model) => new(
            model.GetProperty("id").GetString()!,
            model.TryGetProperty("owned_by", out var owner) ? owner.GetString() : null,
            // vLLM's name for it, and ours.
            Number(model, "max_model_len") ?? Number(model, "context_length"));

        /// <summary>Ollama lists its models with a tag that nobody has to name.</summary>
        public bool IsNamed(string name) => Id == name || Id == name + ":latest";

        private static int? Number(JsonElement model, string name) =>
            model.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0 ? number : null;
    }
}

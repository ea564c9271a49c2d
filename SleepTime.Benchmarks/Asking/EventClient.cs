using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace SleepTime.Benchmarks.Asking;

/// <param name="FirstStageMs">Until the first event came.</param>
internal sealed record StreamedQuestion(double FirstStageMs, Guid RunId);

/// <param name="Lost">How many watchers did not get the whole answer.</param>
/// <param name="Events">Text events of the watcher that got the fewest.</param>
internal sealed record WatchedRun(int Lost, int Characters, int Events, double AllEndedMs);

/// <summary>Asks and watches as a program does, by server-sent events.</summary>
internal sealed class EventClient(HttpClient http)
{
    private const string Question = "How many are there in total?";

    public async Task<StreamedQuestion> AskAsync(Guid contextId, int verbosity)
    {
        var began = Stopwatch.GetTimestamp();
        using var response = await StartAsync(contextId, "both", verbosity);
        var firstStage = -1.0;
        var runId = Guid.Empty;
        await foreach (var happened in ReadAsync(response))
        {
            if (firstStage < 0)
                (firstStage, runId) = (Stopwatch.GetElapsedTime(began).TotalMilliseconds, happened.GetProperty("runId").GetGuid());
        }
        return new StreamedQuestion(firstStage, runId);
    }

    public async Task<WatchedRun> WatchAsync(Guid contextId, int watchers)
    {
        var began = Stopwatch.GetTimestamp();
        using var asked = await StartAsync(contextId, "standard", verbosity: 4);
        await using var events = ReadAsync(asked).GetAsyncEnumerator();
        await events.MoveNextAsync();
        var runId = events.Current.GetProperty("runId").GetGuid();
        var texts = await Task.WhenAll(Enumerable.Range(0, watchers).Select(_ => ReadTextAsync(runId)));
        var ended = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var run = await http.GetFromJsonAsync<JsonElement>($"api/v1/runs/{runId}");
        var answer = run.GetProperty("answer").GetString()!;
        return new WatchedRun(texts.Count(text => text.Text != answer), answer.Length, texts.Min(text => text.Events), ended);
    }

    private async Task<(string Text, int Events)> ReadTextAsync(Guid runId)
    {
        using var response = await http.GetAsync($"api/v1/runs/{runId}/events", HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        var text = new StringBuilder();
        var count = 0;
        await foreach (var happened in ReadAsync(response))
        {
            if (happened.GetProperty("event").GetString() != "token")
                continue;
            text.Append(happened.GetProperty("text").GetString());
            count++;
        }
        return (text.ToString(), count);
    }

    private async Task<HttpResponseMessage> StartAsync(Guid contextId, string mode, int verbosity)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/answers")
        {
            Content = JsonContent.Create(new { contextId, question = Question, mode, verbosity, stream = true }),
        };
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return response.EnsureSuccessStatusCode();
    }

    private static async IAsyncEnumerable<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        await using var stream = await response.Content.ReadAsStreamAsync();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            // The name of the event is not repeated in the data of every kind of client.
            using var data = JsonDocument.Parse(item.Data);
            var named = new Dictionary<string, JsonElement> { ["event"] = JsonSerializer.SerializeToElement(item.EventType) };
            foreach (var property in data.RootElement.EnumerateObject())
                named[property.Name] = property.Value.Clone();
            yield return JsonSerializer.SerializeToElement(named);
        }
    }
}

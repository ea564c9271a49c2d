using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SleepTime.Benchmarks.Memory;

namespace SleepTime.Benchmarks.Documents;

/// <summary>Many texts in one request, watched until the last one has its end.</summary>
/// <param name="Stored">Contexts that have the very text that was sent.</param>
/// <param name="SlowestMs">The slowest of the requests that somebody else made meanwhile.</param>
internal sealed record ManyFiles(int Sent, int Stored, double Seconds, long BytesBefore, long BytesMost, long BytesAfter, double SlowestMs, int Others)
{
    public static async Task<ManyFiles> SendAsync(ServerProcess server, int count, int bytes)
    {
        var texts = Enumerable.Range(1, count).Select(seed => Words.Text(seed, bytes)).ToList();
        var before = server.ResidentBytes();
        using var form = new MultipartFormDataContent();
        foreach (var (text, index) in texts.Select((text, index) => (text, index)))
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", $"text {index}.txt");

        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(server, ended.Token);
        var since = Stopwatch.GetTimestamp();
        using var response = await server.Client.PostAsync("api/v1/uploads", form);
        response.EnsureSuccessStatusCode();
        var ids = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        var ends = new List<JsonElement>();
        foreach (var id in ids)
            ends.Add(await EndAsync(server, id));
        var seconds = Stopwatch.GetElapsedTime(since).TotalSeconds;
        await ended.CancelAsync();
        var (most, slowest, others) = await watching;

        var stored = 0;
        foreach (var (end, text) in ends.Zip(texts))
        {
            if (end.GetProperty("state").GetString() != "stored")
            {
                Console.Error.WriteLine(end.GetProperty("detail").GetString());
                continue;
            }
            var context = await server.Client.GetFromJsonAsync<JsonElement>($"api/v1/contexts/{end.GetProperty("contextId").GetString()}");
            stored += context.GetProperty("text").GetString() == text ? 1 : 0;
        }
        return new(count, stored, seconds, before, most, server.ResidentBytes(), slowest, others);
    }

    private static async Task<JsonElement> EndAsync(ServerProcess server, string id)
    {
        while (true)
        {
            var upload = await server.Client.GetFromJsonAsync<JsonElement>($"api/v1/uploads/{id}");
            if (upload.GetProperty("state").GetString() is not ("received" or "extracting"))
                return upload;
            await Task.Delay(100);
        }
    }

    internal static async Task<(long Most, double SlowestMs, int Others)> WatchAsync(ServerProcess server, CancellationToken ended)
    {
        long most = 0;
        double slowest = 0;
        var others = 0;
        while (!ended.IsCancellationRequested)
        {
            var since = Stopwatch.GetTimestamp();
            using (var response = await server.Client.GetAsync("api/v1/contexts?pageSize=10", CancellationToken.None))
                response.EnsureSuccessStatusCode();
            slowest = Math.Max(slowest, Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            most = Math.Max(most, server.ResidentBytes());
            others++;
            await Task.Delay(50, CancellationToken.None);
        }
        return (most, slowest, others);
    }
}

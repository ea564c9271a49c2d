using System.Net.Http.Json;
using System.Text.Json;

namespace SleepTime.Benchmarks.Memory;

/// <summary>Memory of the web process: idle with the embedded model, and again after questions in a row.</summary>
internal static class MemoryScenario
{
    private const int ReadEvery = 200;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var questions = arguments.Number("questions", 1000);
        await using var server = await ServerProcess.StartAsync();

        await server.WaitUntilAsleepIsDoneAsync();
        var idle = server.ResidentBytes();
        Console.Error.WriteLine($"idle: {idle >> 20} MiB");

        var contexts = await server.Client.GetFromJsonAsync<JsonElement>("api/v1/contexts");
        var ids = contexts.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        var readings = new List<(int Asked, long Bytes)>();
        for (var asked = 1; asked <= questions; asked++)
        {
            var body = new { contextId = ids[asked % ids.Count], question = "How many are there in total?", mode = "both", verbosity = asked % 5 };
            using var response = await server.Client.PostAsJsonAsync("api/v1/answers", body);
            response.EnsureSuccessStatusCode();
            if (asked % ReadEvery != 0 && asked != questions)
                continue;
            readings.Add((asked, server.ResidentBytes()));
            Console.Error.WriteLine($"{asked} questions: {readings[^1].Bytes >> 20} MiB");
        }

        var rows = string.Join(Environment.NewLine, readings.Select(reading => $"| After {reading.Asked} questions in a row, both modes each | {reading.Bytes >> 20} MiB |"));
        var report = $"""
            # Memory of the web process

            Resident set with the embedded model, Release build, server at its default settings, samples slept on.
            Machine: {MachineDescription.Line()}.

            | Moment | Resident set |
            | --- | --- |
            | Idle, before the first question | {idle >> 20} MiB |
            {rows}

            To repeat: `dotnet run -c Release --project SleepTime.Benchmarks -- memory --out docs/benchmarks/memory.md`.

            """;
        if (arguments.Text("out") is { } file)
            await File.WriteAllTextAsync(file, report);
        Console.Write(report);
        return 0;
    }
}

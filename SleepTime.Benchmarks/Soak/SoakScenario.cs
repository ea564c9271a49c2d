using System.Diagnostics;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Models;

namespace SleepTime.Benchmarks.Soak;

/// <summary>Whether many tokens and many cancels leave anything behind.</summary>
internal static class SoakScenario
{
    private const int Readings = 10;

    /// <summary>Until then caches and pools fill up.</summary>
    private const int SettledAfter = 2;

    private const double AllowedGrowth = 0.03;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var tokens = arguments.Number("tokens", 1_000_000);
        using var models = new BenchmarkModels();
        // As many cells as one request may ask for, so that one can ask for all of them. Everything that keeps something is on.
        var settings = new EngineSettings(Cells: 4096, Sequences: 16) { ResidentPrefixes = 4, StateBytes = 32 << 20, LookupTokens = 8 };
        await using var engine = await EngineHost.StartAsync(models.Embedded.Path, settings.Pairs);
        var load = new SoakLoad(engine);
        var probe = new RoomProbe(engine, settings);

        List<SoakReading> readings = [];
        for (var i = 0; i <= Readings; i++)
        {
            await load.RunAsync((long)tokens * i / Readings);
            readings.Add(await ReadAsync(load, probe));
            Console.Error.WriteLine(readings[^1]);
        }

        var (settled, last) = (readings[SettledAfter], readings[^1]);
        var growth = ((double)last.ResidentBytes / settled.ResidentBytes) - 1;
        var report = new Report(
            "soak",
            "A long run with random cancels",
            $"{tokens:N0} generated tokens of the embedded model: requests of all classes on contexts that they share, a third of them",
            "cancelled at a random moment. At each reading nothing runs; what is in use is what an idle engine could not give:",
            $"of {settings.Sequences} sequences when all are asked for at once, of {settings.Cells:N0} cells when one prompt asks for all.");
        report.Versions(engine.Runtime);
        report.Table(
            null,
            ["Tokens", "Requests", "Cancelled", "Resident set, MiB", "Managed heap, MiB", "Sequences in use", "Cells in use"],
            readings.Select(Cells));
        report.Line($"Growth of the resident set from {settled.Tokens:N0} tokens to the end: {(last.ResidentBytes - settled.ResidentBytes) / 1048576.0:0.0} MiB ({growth * 100:0.0} %).");
        report.Goals(
        [
            Goal.AtMost("Growth of the resident set", AllowedGrowth, growth, "0.000"),
            Goal.AtMost("Sequences in use at the end", 0, last.SequencesInUse, "0"),
            Goal.AtMost("Cells in use at the end", 0, last.CellsInUse, "0"),
        ]);
        await report.PublishAsync(arguments);
        return 0;
    }

    private static async Task<SoakReading> ReadAsync(SoakLoad load, RoomProbe probe)
    {
        var (sequences, cells) = (await probe.SequencesInUseAsync(), await probe.CellsInUseAsync());
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        using var process = Process.GetCurrentProcess();
        return new SoakReading(load.Tokens, load.Requests, load.Cancelled, process.WorkingSet64, heap, sequences, cells);
    }

    private static string[] Cells(SoakReading reading) =>
    [
        $"{reading.Tokens:N0}", $"{reading.Requests:N0}", $"{reading.Cancelled:N0}", $"{reading.ResidentBytes >> 20}",
        (reading.HeapBytes / 1048576.0).ToString("0.0"), $"{reading.SequencesInUse}", $"{reading.CellsInUse}",
    ];
}

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SleepTime.Benchmarks.Measuring;

namespace SleepTime.Benchmarks.Micro;

/// <summary>What small parts of the engine cost by themselves, by BenchmarkDotNet.</summary>
internal static class MicroScenario
{
    private static readonly Type[] Benchmarks = [typeof(QueueBenchmarks), typeof(RadixBenchmarks), typeof(DetokenizingBenchmarks)];

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var artifacts = Directory.CreateTempSubdirectory("sleeptime-micro-");
        var report = new Report(
            "micro",
            "Small parts of the engine",
            $"BenchmarkDotNet {typeof(BenchmarkRunner).Assembly.GetName().Version?.ToString(3)}, in process. FillAndDrain: a queue is filled with so many requests and emptied;",
            $"FindLongest: the longest kept prefix of a prompt of {RadixBenchmarks.PromptTokens:N0} tokens among so many that share a beginning;",
            $"Assemble: the bytes of one token on their way to text, of a text of {DetokenizingBenchmarks.Tokens:N0} tokens.");
        var summaries = Benchmarks.Select(type => BenchmarkRunner.Run(type, Configuration(arguments, artifacts.FullName))).ToList();
        artifacts.Delete(recursive: true);
        if (summaries.SelectMany(summary => summary.Reports).FirstOrDefault(measured => measured.ResultStatistics is null) is { } failed)
            throw new InvalidOperationException($"{failed.BenchmarkCase.DisplayInfo} was not measured: its message is above.");

        report.Table(null, ["Benchmark", "Parameters", "Median", "Standard deviation", "Allocated"], summaries.SelectMany(summary => summary.Reports).Select(Cells));
        await report.PublishAsync(arguments);
        return 0;
    }

    /// <summary>In process: a project of its own would be built under the rules of this repository, and slowly.</summary>
    private static ManualConfig Configuration(BenchmarkArguments arguments, string artifacts)
    {
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
        if (arguments.Text("iterations") is not null)
            job = job.WithWarmupCount(1).WithIterationCount(arguments.Number("iterations", 1));
        return ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(new StreamLogger(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true }))
            .WithArtifactsPath(artifacts);
    }

    private static string[] Cells(BenchmarkReport measured) =>
    [
        measured.BenchmarkCase.Descriptor.WorkloadMethod.Name,
        measured.BenchmarkCase.Parameters.DisplayInfo,
        Time(measured.ResultStatistics!.Median),
        Time(measured.ResultStatistics.StandardDeviation),
        $"{measured.GcStats.GetBytesAllocatedPerOperation(measured.BenchmarkCase):N0} B",
    ];

    private static string Time(double nanoseconds) => nanoseconds < 10_000 ? $"{nanoseconds:0.0} ns" : $"{nanoseconds / 1000:0.0} µs";
}

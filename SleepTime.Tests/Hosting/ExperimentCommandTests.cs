using System.Diagnostics;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Hosting;

/// <summary>The command as a script calls it: a process with an exit code.</summary>
public sealed class ExperimentCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_ASmallOne_WritesItsReportAndExitsWithZero()
    {
        var path = Path.Combine(_folder.Path, "report.md");

        var (code, said, _) = await RunAsync("charts", "--contexts", "2", "--questions", "1", "--out", path);

        Assert.Equal(0, code);
        var report = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.StartsWith("# ", report, StringComparison.Ordinal);
        Assert.Contains("Standard", report, StringComparison.Ordinal);
        Assert.Equal(report, said);
    }

    [Fact]
    public async Task Run_AFolderThatIsNotThere_IsRefusedBeforeTheWork()
    {
        var (code, said, fault) = await RunAsync("charts", "--out", Path.Combine(_folder.Path, "missing", "report.md"));

        Assert.Equal((2, ""), (code, said));
        Assert.StartsWith("The report cannot be written to ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoSuchExperiment_NamesThoseThereAre()
    {
        var (code, said, fault) = await RunAsync("nothing");

        Assert.Equal((2, ""), (code, said));
        Assert.Contains("pareto", fault, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Said, string Fault)> RunAsync(params string[] args)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SleepTime.Web.dll"), "experiment", .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory,
        })!;
        var (said, fault) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await said, await fault);
    }
}

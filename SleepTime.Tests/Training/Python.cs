using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SleepTime.Tests.Training;

/// <summary>The Python that runs the training's own tests; nothing but its standard library is needed.</summary>
public static class Python
{
    private static readonly string? Executable = Find();

    public static bool IsInstalled => Executable is not null;

    /// <summary>Runs in the training folder and gives the exit status with all that was printed.</summary>
    public static async Task<(int Status, string Output)> RunAsync(CancellationToken stopping, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable!, arguments)
        {
            WorkingDirectory = TrainingFolder(), RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stopping), process.StandardError.ReadToEndAsync(stopping));
        await process.WaitForExitAsync(stopping);
        return (process.ExitCode, string.Concat(output));
    }

    public static string TrainingFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "training");

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "python3"))
        .FirstOrDefault(File.Exists);
}

/// <summary>A test that needs Python 3; without it, it is skipped with a line that says how to get it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = 0)
        : base(file, line)
    {
        Skip = "No python3 was found. Install it (Debian: apt-get install python3).";
        SkipType = typeof(Python);
        SkipUnless = nameof(Python.IsInstalled);
    }
}

using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Web.Hosting;

/// <summary>The other thing that this program does: read files that others made, apart from the site.</summary>
internal static class FileReading
{
    /// <summary>How the site starts it.</summary>
    public static WorkerCommand Command { get; } = WorkerCommand.Of(typeof(FileReading).Assembly.Location, Environment.ProcessPath);

    public static bool IsAskedFor(string[] args) => args is [ExtractionWorker.Command];

    public static async Task RunAsync()
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        await ExtractionWorker.RunAsync(input, output);
    }
}

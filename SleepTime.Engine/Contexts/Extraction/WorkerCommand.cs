namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>How to start this program once more as an <see cref="ExtractionWorker"/>.</summary>
public sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <param name="assembly">Path of the program's assembly; empty when it is a single file.</param>
    /// <param name="process">Path of the running process, which may be another program, such as a test runner.</param>
    public static WorkerCommand Of(string assembly, string? process)
    {
        if (assembly.Length == 0)
            return new(process!, [ExtractionWorker.Command]);
        var name = Path.GetFileNameWithoutExtension(assembly);
        var isItself = Path.GetFileName(process) is { } running && (running == name || running == name + ".exe") && Path.GetDirectoryName(process) == Path.GetDirectoryName(assembly);
        if (isItself)
            return new(process!, [ExtractionWorker.Command]);
        var isHost = Path.GetFileName(process) is "dotnet" or "dotnet.exe";
        return new(isHost ? process! : "dotnet", [assembly, ExtractionWorker.Command]);
    }
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>One running worker and the talk with it. Reads one file at a time; not thread-safe.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LastErrors = 4_096;

    // Beside its text an answer holds its outline. JSON makes no character of a text longer than three times.
    private const int OutlineBytes = 8 << 20;
    private const int LongestEscape = 3;

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private WorkerProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                if (_errors.Length < LastErrors)
                    _errors.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Files it was given.</summary>
    public int Files { get; private set; }

    public int Id => _process.Id;

    /// <summary>What it wrote last to its standard error, for the log.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString().Trim();
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.HasExited ? 0 : _process.WorkingSet64;
        }
    }

    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public static WorkerProcess Start(WorkerCommand command, long maxMemoryBytes)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_GCHeapHardLimit"] = maxMemoryBytes.ToString("X"),
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_gcConcurrent"] = "0",
                ["DOTNET_TieredPGO"] = "0", // only costs in a process that lives for a few files
                ["DOTNET_DbgEnableMiniDump"] = "0",
                ["DOTNET_EnableDiagnostics"] = "0",
            },
        };
        var process = Process.Start(start) ?? throw new Win32Exception($"{command.FileName} did not start.");
        Calm(process);
        return new WorkerProcess(process);
    }

    /// <summary>Asks for a file and gives what the worker says until it has an end.</summary>
    /// <returns>Null when the worker has ended instead.</returns>
    /// <exception cref="OperationCanceledException">The caller did not want to wait any longer; the worker must go.</exception>
    public async Task<WorkerMessage?> AskAsync(ExtractionRequest request, Action<ExtractionProgress> progress, CancellationToken cancellationToken)
    {
        Files++;
        try
        {
            await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
            var most = (int)Math.Min(int.MaxValue, (long)request.MaxTextBytes * LongestEscape + OutlineBytes);
            while (await WorkerMessage.ReadAsync(_process.StandardOutput.BaseStream, most, cancellationToken) is { } message)
            {
                if (message.Progress is not { } made)
                    return message;
                progress(made);
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException)
        {
            // It broke off, or says what no worker of ours says.
        }
        return null;
    }

    /// <summary>Whether memory was what it died of. It has ended or is about to.</summary>
    public async Task<bool> RanOutOfMemoryAsync(CancellationToken cancellationToken)
    {
        Kill();
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode == ExtractionWorker.OutOfMemory || Errors.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || Errors.Contains("OutOfMemory", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Kill()
    {
        try
        {
            // One that is ending by itself keeps its exit code: it gets a moment before it is made to.
            if (!_process.WaitForExit(TimeSpan.FromMilliseconds(50)))
                _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // Gone already.
        }
    }

    /// <summary>Whoever asks a question goes before whoever reads a file.</summary>
    private static void Calm(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or PlatformNotSupportedException)
        {
        }
    }
}

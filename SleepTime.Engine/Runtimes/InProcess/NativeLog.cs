using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>Where llama.cpp's messages go. There is one for the process, as llama.cpp has one log. Thread-safe.</summary>
internal static partial class NativeLog
{
    private static ILogger _logger = NullLogger.Instance;

    [ThreadStatic]
    private static LogLineJoiner? _joiner;

    [ThreadStatic]
    private static string? _firstError;

    public static void Use(ILogger logger) => Volatile.Write(ref _logger, logger);

    /// <summary>The first error that llama.cpp logged on this thread since the last call: usually the cause of what failed.</summary>
    public static string? TakeFirstError()
    {
        var error = _firstError;
        _firstError = null;
        return error;
    }

    /// <summary>Takes a piece of a line, on the thread that llama.cpp logs on. Never throws: that would unwind through C++ frames and end the process.</summary>
    /// <param name="level">ggml's own: see <see cref="LogLineJoiner"/>.</param>
    public static void Write(int level, string text)
    {
        try
        {
            _joiner ??= new LogLineJoiner();
            if (_joiner.Add(level, text) is not var (lineLevel, line))
                return;

            var meant = LevelOf(lineLevel, line);
            if (meant == LogLevel.Error)
                _firstError ??= line;
            var logger = Volatile.Read(ref _logger);
            LogNative(logger, meant, line);
        }
        catch (Exception)
        {
            // A logger that fails must not end the process.
        }
    }

    /// <summary>llama.cpp ends the process when this returns: says why on a channel that is not buffered as well. Never throws.</summary>
    public static void WriteAbort(string reason)
    {
        try
        {
            Console.Error.WriteLine($"llama.cpp ends this process: {reason}");
            var logger = Volatile.Read(ref _logger);
            LogAbort(logger, reason);
        }
        catch (Exception)
        {
            // As above; the process is ending anyway.
        }
    }

    /// <summary>At which level a line is logged: what llama.cpp warns of and is meant to be so here is for debugging only.</summary>
    internal static LogLevel LevelOf(LogLevel given, string line) => given > LogLevel.Debug && IsByDesign(line) ? LogLevel.Debug : given;

    private static bool IsByDesign(string line) =>
        // The pool of cells serves all sequences together; each request is kept within the trained length above this edge.
        line.Contains("> n_ctx_train", StringComparison.Ordinal)
        // How it says that a batch found no room: the engine then makes some and tries again.
        || line.Contains("failed to find a memory slot for batch", StringComparison.Ordinal)
        // How it says, at three places, that a batch was aborted: the engine asked it to, for a question. 1 is GGML_STATUS_ABORTED.
        || line.EndsWith("graph_compute_async failed with error 1", StringComparison.Ordinal)
        || line.EndsWith("failed to compute graph, compute status: 1", StringComparison.Ordinal)
        || line.EndsWith("failed to decode, ret = 2", StringComparison.Ordinal);

    [LoggerMessage(Message = "llama.cpp: {Line}")]
    private static partial void LogNative(ILogger logger, LogLevel level, string line);

    [LoggerMessage(LogLevel.Critical, "llama.cpp found an error that it cannot survive and ends this process: {Reason}")]
    private static partial void LogAbort(ILogger logger, string reason);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Runtimes.LlamaCpp.Interop;

namespace SleepTime.Engine.Runtimes.LlamaCpp;

/// <summary>Where llama.cpp's messages go. There is one for the process, as llama.cpp has one log. Thread-safe.</summary>
internal static unsafe partial class NativeLog
{
    private static ILogger _logger = NullLogger.Instance;

    [ThreadStatic]
    private static LogLineJoiner? _joiner;

    [ThreadStatic]
    private static string? _firstError;

    public static void Use(ILogger logger) => Volatile.Write(ref _logger, logger);

    public static void Install()
    {
        LlamaApi.SetLog(&OnText, 0);
        GgmlApi.SetAbortCallback(&OnAbort);
    }

    /// <summary>The first error that llama.cpp logged on this thread since the last call: usually the cause of what failed.</summary>
    public static string? TakeFirstError()
    {
        var error = _firstError;
        _firstError = null;
        return error;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnText(int level, byte* text, nint data)
    {
        try
        {
            _joiner ??= new LogLineJoiner();
            if (_joiner.Add(level, Marshal.PtrToStringUTF8((nint)text) ?? "") is not var (lineLevel, line))
                return;

            var meant = LevelOf(lineLevel, line);
            if (meant == LogLevel.Error)
                _firstError ??= line;
            var logger = Volatile.Read(ref _logger);
            LogNative(logger, meant, line);
        }
        catch (Exception)
        {
            // A logger that fails must not unwind through C++ frames: that ends the process.
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

    /// <summary>llama.cpp ends the process when this returns: say why on a channel that is not buffered as well.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnAbort(byte* message)
    {
        try
        {
            var text = Marshal.PtrToStringUTF8((nint)message) ?? "";
            Console.Error.WriteLine($"llama.cpp ends this process: {text}");
            var logger = Volatile.Read(ref _logger);
            LogAbort(logger, text);
        }
        catch (Exception)
        {
            // As above; the process is ending anyway.
        }
    }

    [LoggerMessage(Message = "llama.cpp: {Line}")]
    private static partial void LogNative(ILogger logger, LogLevel level, string line);

    [LoggerMessage(LogLevel.Critical, "llama.cpp found an error that it cannot survive and ends this process: {Reason}")]
    private static partial void LogAbort(ILogger logger, string reason);
}

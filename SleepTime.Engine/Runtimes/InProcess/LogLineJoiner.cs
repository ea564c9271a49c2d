using System.Text;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Runtimes.InProcess;

/// <summary>Makes whole lines of the pieces that llama.cpp logs. Not thread-safe: each thread has its own.</summary>
internal sealed class LogLineJoiner
{
    // A line that never ends must not grow without bound.
    private const int LongestLine = 4096;
    private const int ContinuesLastPiece = 5;

    private readonly StringBuilder _line = new();
    private LogLevel _level = LogLevel.Debug;

    /// <summary>The line that <paramref name="text"/> completes, or null while it goes on.</summary>
    /// <param name="nativeLevel">ggml's level: 1 debug, 2 info, 3 warning, 4 error, 5 as the piece before.</param>
    public (LogLevel Level, string Text)? Add(int nativeLevel, string text)
    {
        if (nativeLevel != ContinuesLastPiece)
            _level = Map(nativeLevel);

        _line.Append(text);
        if (!text.EndsWith('\n') && _line.Length < LongestLine)
            return null;

        var line = _line.ToString().TrimEnd();
        _line.Clear();
        return line.Length == 0 ? null : (_level, line);
    }

    // llama.cpp tells its whole model at info level: of interest to someone who looks into the engine only.
    private static LogLevel Map(int nativeLevel) => nativeLevel switch
    {
        4 => LogLevel.Error,
        3 => LogLevel.Warning,
        2 => LogLevel.Debug,
        _ => LogLevel.Trace,
    };
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SleepTime.Tests.Support;

/// <summary>Keeps what was logged, and tells the test of each line on the thread that logs it.</summary>
internal sealed class LogRecorder<T>(Action<string>? onLine = null) : ILogger<T>
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = [];

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. _lines];

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception);
        _lines.Enqueue((logLevel, line));
        onLine?.Invoke(line);
    }
}

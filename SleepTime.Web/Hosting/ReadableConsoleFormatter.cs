using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace SleepTime.Web.Hosting;

/// <summary>One line per message: the time, the level where it is worth a look, who says it, and what; then what failed, if something did.</summary>
internal sealed class ReadableConsoleFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "readable";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // What a client asked wrongly, told to it in words. The hub logs it like a mistake of ours, with a stack trace.
        if (logEntry.Exception is HubException)
            return;

        var level = logEntry.LogLevel switch
        {
            LogLevel.Critical => "FATAL ",
            LogLevel.Error => "ERROR ",
            LogLevel.Warning => "warning ",
            LogLevel.Information => "",
            _ => "debug ",
        };
        var source = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        textWriter.WriteLine($"{time.GetLocalNow():HH:mm:ss} {level}{source}: {logEntry.Formatter(logEntry.State, logEntry.Exception)}");
        if (logEntry.Exception is { } exception)
            textWriter.WriteLine(exception);
    }
}

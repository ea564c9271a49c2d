using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Hosting;

public sealed class ReadableConsoleFormatterTests
{
    [Fact]
    public void Write_WhatAClientAskedWrongly_StaysQuiet() => Assert.Equal("", Write(new HubException("There is no such run.")));

    [Fact]
    public void Write_OurMistake_ShowsWhereItHappened() =>
        Assert.Contains("ERROR Hub: It failed.\nSystem.InvalidOperationException: why", Write(new InvalidOperationException("why")).ReplaceLineEndings("\n"), StringComparison.Ordinal);

    private static string Write(Exception exception)
    {
        var entry = new LogEntry<string>(LogLevel.Error, "Some.Hub", new EventId(0), "It failed.", exception, (state, _) => state);
        using var writer = new StringWriter();
        new ReadableConsoleFormatter(new FakeTimeProvider()).Write(entry, null, writer);
        return writer.ToString();
    }
}

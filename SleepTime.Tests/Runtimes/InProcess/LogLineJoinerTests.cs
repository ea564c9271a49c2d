using Microsoft.Extensions.Logging;
using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Tests.Runtimes.InProcess;

public sealed class LogLineJoinerTests
{
    private readonly LogLineJoiner _joiner = new();

    [Theory]
    [InlineData(1, LogLevel.Trace)]
    [InlineData(2, LogLevel.Debug)]
    [InlineData(3, LogLevel.Warning)]
    [InlineData(4, LogLevel.Error)]
    public void Add_WholeLine_GivesItWithItsLevel(int nativeLevel, LogLevel level) =>
        Assert.Equal((level, "loaded"), _joiner.Add(nativeLevel, "loaded\n"));

    [Fact]
    public void Add_LineInPieces_GivesItOnceWithTheFirstLevel()
    {
        Assert.Null(_joiner.Add(3, "low on "));
        Assert.Null(_joiner.Add(5, "memory"));
        Assert.Equal((LogLevel.Warning, "low on memory"), _joiner.Add(5, "\n"));
    }

    [Fact]
    public void Add_EmptyLine_GivesNothing() => Assert.Null(_joiner.Add(2, "\n"));

    [Fact]
    public void Add_LineWithoutEnd_IsBounded()
    {
        var given = Enumerable.Range(0, 10_000).Select(_ => _joiner.Add(5, ".")).First(line => line is not null);

        Assert.InRange(given!.Value.Text.Length, 1, 4096);
    }
}

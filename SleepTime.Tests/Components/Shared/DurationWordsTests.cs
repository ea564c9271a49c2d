using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class DurationWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0.4, "<1 ms")]
    [InlineData(999.6, "999 ms")]
    [InlineData(1000.0, "1.0 s")]
    [InlineData(2440.0, "2.4 s")]
    [InlineData(59_940.0, "59.9 s")]
    [InlineData(59_960.0, "1 min 0 s")]
    [InlineData(72_000.0, "1 min 12 s")]
    [InlineData(7_500_000.0, "2 h 5 min")]
    public void Milliseconds_AnyLength_TakesItsUnit(double? value, string expected) => Assert.Equal(expected, DurationWords.Milliseconds(value));

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0.5, "0 ms")]
    [InlineData(-412.0, "−412 ms")]
    [InlineData(1500.0, "+1.5 s")]
    public void Delta_AnyLength_BearsItsSign(double? value, string expected) => Assert.Equal(expected, DurationWords.Delta(value));

    [Theory]
    [InlineData(3, "just now")]
    [InlineData(42, "42 s ago")]
    [InlineData(150, "2 min ago")]
    [InlineData(7_300, "2 h ago")]
    [InlineData(90_000, "1 day ago")]
    [InlineData(400_000, "4 days ago")]
    [InlineData(4_000_000, "25 Jan 2026")]
    public void Ago_AnySpan_SaysHowLong(int secondsAgo, string expected) =>
        Assert.Equal(expected, DurationWords.Ago(Now.AddSeconds(-secondsAgo), Now));

    [Fact]
    public void Ago_ClockWentBack_IsJustNow() => Assert.Equal("just now", DurationWords.Ago(Now.AddSeconds(5), Now));
}

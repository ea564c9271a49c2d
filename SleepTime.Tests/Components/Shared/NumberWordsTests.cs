using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class NumberWordsTests
{
    [Theory]
    [InlineData(null, "—")]
    [InlineData(0L, "0")]
    [InlineData(1234567L, "1,234,567")]
    [InlineData(-1500L, "−1,500")]
    public void Count_AnyValue_ReadsWell(long? value, string expected) => Assert.Equal(expected, NumberWords.Count(value));

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0L, "0")]
    [InlineData(36L, "+36")]
    [InlineData(-36L, "−36")]
    public void Delta_AnyValue_BearsItsSign(long? value, string expected) => Assert.Equal(expected, NumberWords.Delta(value));

    [Theory]
    [InlineData(null, "—")]
    [InlineData(5.25, "5.3 tok/s")]
    [InlineData(52.4, "52 tok/s")]
    [InlineData(1520.0, "1,520 tok/s")]
    public void Rate_AnyValue_HasTheDigitsThatMatter(double? value, string expected) => Assert.Equal(expected, NumberWords.Rate(value));

    [Theory]
    [InlineData(0, "no notes")]
    [InlineData(1, "1 note")]
    [InlineData(1200, "1,200 notes")]
    public void Of_AnyCount_AgreesInNumber(long count, string expected) => Assert.Equal(expected, NumberWords.Of(count, "note"));

    [Theory]
    [InlineData(null, "—")]
    [InlineData(0L, "0 tokens")]
    [InlineData(1L, "1 token")]
    [InlineData(1200L, "1,200 tokens")]
    public void Tokens_AnyValue_HasItsUnit(long? value, string expected) => Assert.Equal(expected, NumberWords.Tokens(value));

    [Theory]
    [InlineData(1, 1, "100 %")]
    [InlineData(199, 200, "99 %")]
    [InlineData(99_999, 100_000, "99 %")]
    [InlineData(49, 50, "98 %")]
    [InlineData(3, 2, "150 %")]
    public void Percent_AnyShare_IsAllOnlyWhereItIsAll(double part, double whole, string expected) => Assert.Equal(expected, NumberWords.Percent(part, whole));

    [Fact]
    public void Percent_WholeIsZero_IsUnknown() => Assert.Equal("—", NumberWords.Percent(0, 0));
}

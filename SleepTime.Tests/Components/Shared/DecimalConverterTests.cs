using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class DecimalConverterTests
{
    [Theory]
    [InlineData("2.5", 2.5)]
    [InlineData("2,5", 2.5)]
    [InlineData(" 0,25 ", 0.25)]
    [InlineData("-3", -3.0)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    public void ConvertBack_WhatPeopleType_IsThatNumber(string typed, double? expected) => Assert.Equal(expected, DecimalConverter.Instance.ConvertBack(typed));

    [Theory]
    [InlineData("1,000.5")]
    [InlineData("abc")]
    [InlineData("∞")]
    public void ConvertBack_NoNumber_IsRefused(string typed) => Assert.Throws<FormatException>(() => DecimalConverter.Instance.ConvertBack(typed));

    [Fact]
    public void Convert_Number_HasAPointAndNoGroups() =>
        Assert.Equal(("1234.5", "0.25", null), (DecimalConverter.Instance.Convert(1234.5), DecimalConverter.Instance.Convert(0.25), DecimalConverter.Instance.Convert(null)));
}

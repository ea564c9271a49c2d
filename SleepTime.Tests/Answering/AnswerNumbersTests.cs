using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using SleepTime.Engine.Answering.Numbers;

namespace SleepTime.Tests.Answering;

public sealed class AnswerNumbersTests
{
    [Theory]
    [InlineData("18", "18")]
    [InlineData("so 3.50 in all.", "3.50")]
    [InlineData("It costs $1,250.75.", "1250.75")]
    [InlineData("-4", "-4")]
    [InlineData("a balance of −$5", "-5")]
    [InlineData("$-5", "-5")]
    [InlineData("minus 7 degrees", "-7")]
    [InlineData("12 - 5 = 7", "7")]
    [InlineData("the answer is 12-5", "5")]
    [InlineData("40 %", "40")]
    [InlineData("12kg", "12")]
    [InlineData("3/4 of it", "0.75")]
    [InlineData("2 1/2 cups", "2.5")]
    [InlineData("-1/2", "-0.5")]
    [InlineData(@"\frac{3}{4}", "0.75")]
    [InlineData(".5", "0.5")]
    [InlineData("1,234,567 people", "1234567")]
    [InlineData("7, 8, 9", "9")]
    [InlineData("twenty-five", "25")]
    [InlineData("one hundred and five boxes", "105")]
    [InlineData("three thousand two hundred", "3200")]
    [InlineData("two hundred thousand", "200000")]
    [InlineData("two dozen eggs", "24")]
    [InlineData("half", "0.5")]
    [InlineData("three quarters", "0.75")]
    [InlineData("minus three", "-3")]
    [InlineData("nineteen and twelve", "12")]
    public void Last_OfANumberAsPeopleWriteIt_IsItsValue(string text, string value) =>
        Assert.Equal(decimal.Parse(value, CultureInfo.InvariantCulture), AnswerNumbers.Last(text)?.Value);

    [Theory]
    [InlineData("hundred", 40)]
    [InlineData("dozen", 60)]
    [InlineData("billion", 9)]
    [InlineData("thousand million", 8)]
    public void In_AReplyThatGoesRoundInCircles_IsReadToItsEnd(string word, int times)
    {
        var numbers = AnswerNumbers.In($"one {string.Join(' ', Enumerable.Repeat(word, times))}, so seven.");

        Assert.Equal(7, numbers[^1].Value);
    }

    [Fact]
    public void In_AWholeAndAPartBeyondADecimal_IsNoNumber() => Assert.Empty(AnswerNumbers.In("79228162514264337593543950335 1/1"));

    [Theory]
    [InlineData("unknown")]
    [InlineData("")]
    [InlineData("Team7")]
    [InlineData("1/0")]
    [InlineData("7,8")]
    [InlineData("1,2345")]
    [InlineData("3.14,5")]
    [InlineData("99999999999999999999999999999999999999")]
    public void Last_WithoutANumber_IsNull(string text) => Assert.Null(AnswerNumbers.Last(text));

    [Fact]
    public void Last_DigitsBesideAWord_TakesTheDigits() => Assert.Equal(5, AnswerNumbers.Last("5, that is the right one")!.Value);

    [Theory]
    [InlineData("18", true)]
    [InlineData("12 apples", true)]
    [InlineData("$5", true)]
    [InlineData("twelve", true)]
    [InlineData("the old store", false)]
    [InlineData("Route 7", false)]
    [InlineData("7 or 8", false)]
    public void Whole_IsANumberWithNoMoreThanItsUnit(string text, bool isNumber) => Assert.Equal(isNumber, AnswerNumbers.Whole(text) is not null);

    [Property]
    public void Last_OfAWrittenDecimal_IsThatDecimal(int digits, byte places)
    {
        var value = digits * new decimal(1, 0, 0, false, (byte)(places % 7));

        var written = $"That makes {value.ToString("#,0.######", CultureInfo.InvariantCulture)} kg.";

        Assert.Equal(value, AnswerNumbers.Last(written)?.Value);
    }

    [Property(MaxTest = 1000)]
    public void In_AnyText_QuotesTheText(NonNull<string> text) =>
        Assert.All(AnswerNumbers.In(text.Get), number => Assert.Equal(number.Text, text.Get.Substring(number.Start, number.Text.Length)));
}

using SleepTime.Web.Endpoints.Exports;

namespace SleepTime.Tests.Endpoints.Exports;

public sealed class ExportTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("=1", "'=1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "-1")]
    [InlineData("-1.25", "-1.25")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("-SUM(1)", "'-SUM(1)")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("über 🎉 שלום", "über 🎉 שלום")]
    public async Task Csv_Field_IsQuotedAndNeverAFormula(string value, string expected)
    {
        var csv = string.Concat(await CsvText.WriteAsync<string>([new("text", text => text), new("none", _ => null)], new[] { value }.ToAsyncEnumerable()).ToListAsync());

        Assert.Equal($"\uFEFFtext,none\r\n{expected},\r\n", csv);
    }

    [Fact]
    public async Task Csv_NegativeNumbers_StayNumbers()
    {
        var csv = string.Concat(await CsvText.WriteAsync<double>([new("double", value => value), new("int", value => (int)value), new("none", _ => null)], new[] { -1.5 }.ToAsyncEnumerable()).ToListAsync());

        Assert.Equal("\uFEFFdouble,int,none\r\n-1.5,-1,\r\n", csv);
    }

    [Fact]
    public void Block_FenceInTheText_IsLongerThanIt() => Assert.StartsWith("````text\n```\n````", MarkdownText.Block("```"));
}

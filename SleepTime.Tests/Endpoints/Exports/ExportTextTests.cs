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
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM", "\"'@SUM\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("über 🎉 שלום", "über 🎉 שלום")]
    public async Task Csv_Field_IsQuotedAndNeverAFormula(string value, string expected)
    {
        var csv = string.Concat(await CsvText.WriteAsync<string>([new("text", text => text), new("none", _ => null)], new[] { value }.ToAsyncEnumerable()).ToListAsync());

        Assert.Equal($"\uFEFFtext,none\r\n{expected},\r\n", csv);
    }

    [Fact]
    public void Line_Markup_IsEscapedOnOneLine() => Assert.Equal("a \\| \\<b\\> \\[c\\]\\(d\\)", MarkdownText.Line("a |\r\n<b> [c](d)"));

    [Fact]
    public void Block_FenceInTheText_IsLongerThanIt() => Assert.StartsWith("````text\n```\n````", MarkdownText.Block("```"));
}

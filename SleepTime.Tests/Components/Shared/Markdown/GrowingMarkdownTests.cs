using SleepTime.Web.Components.Shared.Markdown;

namespace SleepTime.Tests.Components.Shared.Markdown;

public sealed class GrowingMarkdownTests
{
    [Theory]
    [InlineData("So **thir", "So **thir**")]
    [InlineData("So **", "So ")]
    [InlineData("So *thir", "So *thir*")]
    [InlineData("So **a *b", "So **a *b***")]
    [InlineData("Use `code", "Use `code`")]
    [InlineData("Use `", "Use ")]
    [InlineData("See [the site](https://a.exa", "See the site")]
    [InlineData("One\n-", "One")]
    [InlineData("One\n2.", "One")]
    [InlineData("One\n##", "One")]
    [InlineData("One\n| a | b |", "One")]
    [InlineData("One\n| a | b |\n|--", "One")]
    [InlineData("```\nlet a = **b", "```\nlet a = **b")]
    [InlineData("5*3", "5*3")]
    [InlineData("2 * 3 = 6", "2 * 3 = 6")]
    [InlineData("**a** and b", "**a** and b")]
    public void Settle_Begun_LooksAsItWillBe(string text, string settled) => Assert.Equal(settled, GrowingMarkdown.Settle(text));

    [Fact]
    public void Settle_TokenByToken_NeverTakesBackABlock()
    {
        const string whole = "# Steps\n\n1. Take **8**\n2. Add *5*\n\nThat is `13`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\nDone.";
        List<string> last = [];
        for (var length = 1; length <= whole.Length; length++)
        {
            var blocks = SafeMarkdown.Render(GrowingMarkdown.Settle(whole[..length])) ?? [];
            Assert.True(blocks.Count >= last.Count, $"After {length} characters a block went: {whole[..length]}");
            // All but the last block are as they were: they are not drawn again.
            Assert.Equal(last.Take(last.Count - 1), blocks.Take(last.Count - 1));
            last = [.. blocks];
        }
        Assert.Equal(SafeMarkdown.Render(whole)!, last);
    }
}

using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck.Xunit;
using SleepTime.Web.Components.Shared.Markdown;

namespace SleepTime.Tests.Components.Shared.Markdown;

public sealed class SafeMarkdownTests
{
    private static readonly string[] Elements =
        ["P", "BR", "STRONG", "EM", "CODE", "PRE", "UL", "OL", "LI", "H4", "H5", "H6", "BLOCKQUOTE", "HR", "A", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD"];

    private static readonly string[] Attributes = ["href", "rel", "target", "class", "start", "type", "title", "style"];

    [Theory]
    [InlineData("8 + 5 = 13.\n  So it is 13.")]
    [InlineData("5*3*2 = 30 and (2+3)*4*5 = 100")]
    [InlineData("a_b_c < d & e > f")]
    [InlineData("    set in by four spaces")]
    [InlineData("A line\n---")]
    [InlineData("3. 3 + 2 = 5. 8. 3 + 5 = 8.")]
    [InlineData("+ 3 = 5")]
    [InlineData("مرحبا 👋 8 + 5")]
    public void Render_PlainText_StaysPlain(string text) => Assert.Null(SafeMarkdown.Render(text));

    [Fact]
    public void Render_Markup_IsDrawnBlockByBlock()
    {
        var blocks = SafeMarkdown.Render("# So\n\n**13** of `x`\n\n1. one\n2. two\n\n| a | b |\n|---|---|\n| 1 | 2 |")!;

        Assert.Equal(4, blocks.Count);
        Assert.Equal("<h4>So</h4>", blocks[0].Trim());
        Assert.Equal("<p><strong>13</strong> of <code>x</code></p>", blocks[1].Trim());
        Assert.Contains("<li>one</li>", blocks[2], StringComparison.Ordinal);
        Assert.Contains("<td>1</td>", blocks[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> **x**")]
    [InlineData("**x** <img src=x onerror=alert(1)>")]
    [InlineData("**x** <svg/onload=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](&#106;avascript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:msgbox(1))")]
    [InlineData("[x](//evil.example/a)")]
    [InlineData("[x](/api/v1/contexts)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x][y]\n\n[y]: javascript:alert(1)")]
    [InlineData("![x](https://evil.example/pixel.png)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("[x](https://a.example \"\\\" onmouseover=alert(1)\")")]
    [InlineData("[x](https://a.example/\"onmouseover=alert(1))")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    [InlineData("**x**{onclick=alert(1)}")]
    public void Render_Attack_LeavesOnlyHarmlessElements(string text) => AssertHarmless(text);

    [Property(MaxTest = 300)]
    public void Render_AnyText_LeavesOnlyHarmlessElements(string? text, string? other) =>
        AssertHarmless($"**x** {text} [{other}]({text}) ![{text}]({other}) <{other}> `{text}` | {other} |\n> {text}");

    [Theory]
    [InlineData("[x](https://a.example/b?c=d)", "https://a.example/b?c=d")]
    [InlineData("see https://a.example now", "https://a.example")]
    [InlineData("<mailto:a@b.example>", "mailto:a@b.example")]
    public void Render_OrdinaryLink_OpensApartAndTellsNothing(string text, string address)
    {
        var link = Parse(text).QuerySelector("a")!;

        Assert.Equal(address, link.GetAttribute("href"));
        Assert.Equal("noopener noreferrer nofollow", link.GetAttribute("rel"));
        Assert.Equal("_blank", link.GetAttribute("target"));
    }

    [Fact]
    public void Render_Picture_BecomesALink()
    {
        var page = Parse("![a cat](https://a.example/cat.png)");

        Assert.Empty(page.QuerySelectorAll("img"));
        Assert.Equal("a cat", page.QuerySelector("a")!.TextContent);
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))", "[x](javascript:alert(1))")]
    [InlineData("**So**\n\n[Answer]: 42", "[Answer]: 42")]
    public void Render_WhatIsNotDrawn_IsStillRead(string text, string read) =>
        Assert.Contains(read, SafeMarkdown.Render(text) is { } ? Parse(text).TextContent : text, StringComparison.Ordinal);

    [Fact]
    public void Render_NestedWithoutEnd_IsPlain() => Assert.Null(SafeMarkdown.Render(new string('>', 5_000) + " x"));

    private static void AssertHarmless(string text)
    {
        foreach (var element in Parse(text).QuerySelectorAll("*"))
        {
            Assert.Contains(element.TagName, Elements);
            foreach (var attribute in element.Attributes)
                Assert.Contains(attribute.Name, Attributes);
            if (element.GetAttribute("href") is { } address)
                Assert.True(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto", address);
        }
    }

    private static IElement Parse(string text) =>
        new HtmlParser().ParseDocument($"<main>{string.Concat(SafeMarkdown.Render(text) ?? [])}</main>").QuerySelector("main")!;
}

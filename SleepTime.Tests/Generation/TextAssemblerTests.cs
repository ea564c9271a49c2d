using System.Text;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class TextAssemblerTests
{
    [Fact]
    public void Add_CodePointSplitOverTokens_GivesItWhole()
    {
        var assembler = new TextAssembler([]);
        var bytes = Encoding.UTF8.GetBytes("a🌙b");

        var pieces = bytes.Select(one => assembler.Add([one])).ToList();

        Assert.Equal(["a", "", "", "", "🌙", "b"], pieces);
        Assert.Equal("a🌙b", assembler.Text);
    }

    [Fact]
    public void Flush_BrokenCodePointAtTheEnd_GivesAReplacementCharacter()
    {
        var assembler = new TextAssembler([]);
        assembler.Add([(byte)'x', 0xF0, 0x9F]);

        Assert.Equal("\uFFFD", assembler.Flush());
        Assert.Equal("x\uFFFD", assembler.Text);
    }

    [Fact]
    public void Add_StopStringInOneToken_GivesWhatStoodBeforeIt()
    {
        var assembler = new TextAssembler(["END"]);

        Assert.Equal("all ", Add(assembler, "all ENDmore"));
        Assert.True(assembler.Stopped);
        Assert.Equal("", Add(assembler, "after"));
        Assert.Equal("all ", assembler.Text);
    }

    [Fact]
    public void Add_BeginningOfAStopString_IsHeldBackUntilDecided()
    {
        var assembler = new TextAssembler(["</s>"]);

        Assert.Equal("a", Add(assembler, "a<"));
        Assert.Equal("", Add(assembler, "/"));
        Assert.Equal("</b", Add(assembler, "b"));
        Assert.False(assembler.Stopped);
    }

    [Fact]
    public void Add_StopStringOverSeveralTokens_StopsWithoutIt()
    {
        var assembler = new TextAssembler(["</s>", "\n\n"]);

        var given = string.Concat(new[] { "one", "<", "/s", ">", "two" }.Select(text => Add(assembler, text)));

        Assert.Equal("one", given);
        Assert.True(assembler.Stopped);
    }

    [Fact]
    public void Flush_HeldBackText_IsGivenOut()
    {
        var assembler = new TextAssembler(["</s>"]);
        Assert.Equal("x", Add(assembler, "x</"));

        Assert.Equal("</", assembler.Flush());
        Assert.Equal("x</", assembler.Text);
    }

    [Fact]
    public void Add_EarliestOfSeveralStopStrings_Wins()
    {
        var assembler = new TextAssembler(["later", "now"]);

        Assert.Equal("do it ", Add(assembler, "do it now or later"));
    }

    private static string Add(TextAssembler assembler, string text) => assembler.Add(Encoding.UTF8.GetBytes(text));
}

using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class NotesParserTests
{
    [Theory]
    [InlineData("Maya has 3.", "Maya has 3.")]
    [InlineData("  Maya has 3. \r", "Maya has 3.")]
    [InlineData("- Maya has 3.", "Maya has 3.")]
    [InlineData("  * Maya has 3.", "Maya has 3.")]
    [InlineData("• Maya has 3.", "Maya has 3.")]
    [InlineData("1. Maya has 3.", "Maya has 3.")]
    [InlineData("12) Maya has 3.", "Maya has 3.")]
    [InlineData("(2) Maya has 3.", "Maya has 3.")]
    public void Parse_ALine_TakesItWithoutItsListMarker(string line, string note) => Assert.Equal([note], Texts(Pass(1, line)));

    [Theory]
    [InlineData("3.5 kg of flour")]
    [InlineData("-3 degrees")]
    [InlineData("3 + 4 = 7")]
    [InlineData("2024. was a good year")]
    [InlineData("*Maya* has 3")]
    public void Parse_ALineThatOnlyLooksLikeAListItem_KeepsItWhole(string line) => Assert.Equal([line], Texts(Pass(1, line)));

    [Fact]
    public void Parse_EmptyLines_DropsThem() => Assert.Equal(["one", "two"], Texts(Pass(1, "\none\n\n - \n  \ntwo\n")));

    [Theory]
    [InlineData("whole\ncut of", new[] { "whole" })]
    [InlineData("whole\nalso whole\n", new[] { "whole", "also whole" })]
    [InlineData("one line that never ends", new string[0])]
    public void Parse_CutOffByTheTokenLimit_DropsTheLastLine(string text, string[] notes) =>
        Assert.Equal(notes, Texts(Pass(1, text, FinishReason.MaxTokens)));

    [Fact]
    public void Parse_ALineBeyondTheLimit_LeavesItOut()
    {
        var longest = new string('x', NotesParser.MaxLength);

        Assert.Equal([longest, "next"], Texts(Pass(1, $"{longest}\n{longest}x\nnext")));
    }

    [Theory]
    [InlineData("finished", true)]
    [InlineData(" Finished.\n", true)]
    [InlineData("The work is finished", false)]
    [InlineData("", false)]
    public void SaysFinished_OnlyThatWord_AndItIsNoNote(string text, bool finished)
    {
        Assert.Equal(finished, NotesParser.SaysFinished(Pass(2, text)));
        Assert.Equal(!finished && text.Length > 0, Texts(Pass(2, text)).Any());
    }

    private static IEnumerable<string> Texts(SleepPass pass) => NotesParser.Lines(pass);

    private static SleepPass Pass(int number, string text, FinishReason reason = FinishReason.EndOfText) => new()
    {
        JobId = Guid.Empty, Number = number, Text = text, FinishReason = reason,
        Usage = TokenUsage.None, Timings = new GenerationTimings(0, null, 0, null), FinishedAt = DateTimeOffset.UnixEpoch,
    };
}

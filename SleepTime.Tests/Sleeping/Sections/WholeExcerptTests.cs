using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Tests.Sleeping.Sections;

public sealed class WholeExcerptTests
{
    [Fact]
    public void Of_RoomForAll_KeepsTheOrderAndEachSentenceOnce()
    {
        var excerpt = WholeExcerpt.Of([Line("one", "a\nb"), Line("two", "b\nc"), Line("by hand", null)], room: 100, _ => 1);

        Assert.Equal(["one", "two", "by hand"], excerpt.Notes);
        Assert.Equal("a\nb\nc\nby hand", excerpt.Text);
    }

    [Fact]
    public void Of_AStruckNote_LeavesItOutWithItsSentence()
    {
        var excerpt = WholeExcerpt.Of([Line("one", "a", struck: true), Line("two", "b")], room: 100, _ => 1);

        Assert.Equal(["two"], excerpt.Notes);
        Assert.Equal("b", excerpt.Text);
    }

    [Fact]
    public void Of_LittleRoom_TakesNotesFromAllOverTheText()
    {
        var excerpt = WholeExcerpt.Of([.. Enumerable.Range(0, 100).Select(number => Line($"note {number}", $"sentence {number}"))], room: 20, _ => 1);

        Assert.Equal(["note 0", "note 10", "note 20", "note 30", "note 40", "note 50", "note 60", "note 70", "note 80", "note 90"], excerpt.Notes);
    }

    [Fact]
    public void Of_NoRoom_IsEmpty() => Assert.Equal("", WholeExcerpt.Of([Line("one", "a long sentence")], room: 3, line => line.Length).Text);

    private static Note Line(string text, string? source, bool struck = false) => new() { NotesVersionId = Guid.Empty, Order = 0, Pass = 1, Text = text, Source = source, Struck = struck };
}

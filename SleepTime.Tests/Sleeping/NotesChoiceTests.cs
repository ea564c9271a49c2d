using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class NotesChoiceTests
{
    private static readonly RankedNote[] _notes =
    [
        new("value", 1, Verified: true, ByHand: false),
        new("guess", 3, Verified: false, ByHand: false),
        new("person", 0, Verified: true, ByHand: true),
        new("conclusion", 2, Verified: true, ByHand: false),
    ];

    [Theory]
    [InlineData(4, "value guess person conclusion")]
    [InlineData(3, "value person conclusion")]
    [InlineData(2, "person conclusion")]
    [InlineData(1, "person")]
    [InlineData(0, "")]
    public void MostThatFit_LessRoom_DropsGuessesThenValuesAndKeepsTheOrder(int room, string expected)
    {
        var chosen = NotesChoice.MostThatFit(_notes, lines => lines.Count <= room);

        Assert.Equal(expected, string.Join(' ', chosen.Lines));
        Assert.Equal(4 - room, chosen.LeftOut);
    }

    [Fact]
    public void MostThatFit_NoNotes_AsksNothing() =>
        Assert.Equal(0, NotesChoice.MostThatFit([], _ => throw new InvalidOperationException("There is nothing to fit.")).LeftOut);
}

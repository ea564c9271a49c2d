using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Answering;

public sealed class CitationsTests
{
    private static readonly Note[] _notes =
    [
        Note(0, "Maya has 3 marbles.", "Maya has 3 marbles."),
        Note(1, "Leo has 3 + 4 = 7 marbles.", "Maya has 3 marbles.\nLeo has 4 more than Maya."),
        Note(2, "Maya and Leo together: 3 + 7 = 10.", null),
        Note(3, "Leo has 9 marbles.", null, struck: true),
    ];

    [Fact]
    public void Find_ANumber_IsTheNoteThatComesToIt()
    {
        var citation = Citations.Find("How many marbles does Leo have?", "Leo has 7. Answer: 7", _notes)[0];

        Assert.Equal("Leo has 3 + 4 = 7 marbles.", citation.Note.Text);
        Assert.Equal(["Maya has 3 marbles.", "Leo has 4 more than Maya."], citation.Sentences);
    }

    [Fact]
    public void Find_ATotal_PrefersTheNoteThatEndsInIt() =>
        Assert.Equal("Maya and Leo together: 3 + 7 = 10.", Citations.Find("How many do Maya and Leo have together?", "Answer: 10", _notes)[0].Note.Text);

    [Theory]
    [InlineData("How many marbles does Leo have?", "Answer: 9")]
    [InlineData("How many marbles does Leo have?", "The text does not say. Answer: unknown")]
    [InlineData("How long is the road?", "Answer: 7")]
    [InlineData("How many marbles does Leo have?", "")]
    public void Find_NothingThatShowsIt_IsNone(string question, string answer) => Assert.Empty(Citations.Find(question, answer, _notes));

    private static Note Note(int order, string text, string? source, bool struck = false) =>
        new() { NotesVersionId = Guid.Empty, Order = order, Pass = 1, Text = text, Source = source, Struck = struck };
}

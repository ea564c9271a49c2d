using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Resleep;

namespace SleepTime.Tests.Sleeping.Resleep;

public sealed class CarriedNotesTests
{
    private const string Edited = "Maya has 3 marbles. Leo has 6 marbles. Zoe has 2 marbles.";

    [Theory]
    [InlineData("Maya has 3.", "Maya has 3 marbles.", true)]
    [InlineData("Leo has 4.", "Leo has 4 marbles.", false)]
    [InlineData("Maya and Zoe: 3 + 2 = 5.", "Maya has 3 marbles.\nZoe has 2 marbles.", true)]
    [InlineData("Maya and Leo: 3 + 4 = 7.", "Maya has 3 marbles.\nLeo has 4 marbles.", false)]
    [InlineData("Zoe has Maya's 3 - 1 = 2.", "Maya has 3 marbles.\nZoe has 2 marbles.", true)]
    [InlineData("Later Maya has 3 + 2 = 5.", "Maya has 3 marbles.", true)]
    [InlineData("Leo starts after Maya: 3 + 1 = June 4.", "Leo has 4 marbles.", false)]
    public void Of_ANote_IsCarriedWhenAllItsSentencesAreUnchanged(string note, string source, bool carried) =>
        Assert.Equal(carried, Carried(Line(note, source)));

    [Theory]
    [InlineData("All together: 3 + 2 = 5.")]
    [InlineData("Most of 3, 2: Maya.")]
    [InlineData("Most of 3 Maya, 2 Zoe: 3, Maya.")]
    [InlineData("In total there are 5.")]
    public void Of_ANoteThatSpeaksOfEverything_IsMadeAnew(string note) => Assert.False(Carried(Line(note, "Maya has 3 marbles.")));

    [Fact]
    public void Of_NotesThatDoNotCount_CarriesNone()
    {
        Assert.False(Carried(Line("Maya has 3.", "Maya has 3 marbles.", struck: true)));
        Assert.False(Carried(Line("Maya has 3.", "Maya has 3 marbles.", verified: null)));
        Assert.False(Carried(Line("Maya has 3.", source: null)));
    }

    [Theory]
    [InlineData("| Name | Keys | Pens |", true)]
    [InlineData("| Name | Pens | Keys |", false)]
    public void Of_ANoteFromARowOfATable_IsCarriedWhenItsHeadingsStillSaySo(string head, bool carried) =>
        Assert.Equal(carried, Carried(Line("Ann has 5 pens.", "| Ann | 3 | 5 |"), $"{head}\n| --- | --- | --- |\n| Ann | 3 | 5 |"));

    private static bool Carried(Note line, string text = Edited)
    {
        var earlier = new NotesVersion
        {
            ContextId = Guid.Empty, ContextVersionId = Guid.Empty, JobId = null, Passes = 1, ModelId = "m", PromptVersion = "p", Usage = TokenUsage.None, CreatedAt = default,
        };
        earlier.Lines.Add(line);
        return CarriedNotes.Of(earlier, text).Count == 1;
    }

    private static Note Line(string text, string? source, bool struck = false, bool? verified = true) =>
        new() { NotesVersionId = Guid.Empty, Order = 0, Pass = 1, Text = text, Source = source, Struck = struck, Verified = verified, By = SleepTime.Engine.Sleeping.Verification.CheckedBy.Text };
}

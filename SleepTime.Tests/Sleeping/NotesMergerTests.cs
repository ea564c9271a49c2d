using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class NotesMergerTests
{
    [Fact]
    public void Merge_TheSameLineAgain_KeepsTheFirstOnly() =>
        Assert.Equal([(1, "one"), (1, "two"), (2, "three"), (2, "TWO")], Merge(Pass(1, "one\ntwo\none"), Pass(2, "- two.\nthree\nTWO")));

    [Fact]
    public void Merge_PassesInAnyOrder_FollowsTheirNumbers() => Assert.Equal([(1, "one"), (2, "two")], Merge(Pass(2, "two"), Pass(1, "one")));

    [Fact]
    public void Merge_RunsSideBySide_TakesTheLinesOfEachOnce() =>
        Assert.Equal([(1, "one"), (1, "two"), (1, "three")], Merge(Pass(1, "one\ntwo"), Pass(1, "two\nthree", sample: 1)));

    [Fact]
    public void Merge_ExpectedQuestions_AreNoNotes() =>
        Assert.Equal([(1, "one")], Merge(Pass(1, "one"), Pass(0, "How many? Answer: 3", kind: SleepPassKind.Questions)));

    [Fact]
    public void Merge_ACorrection_IsTakenWithoutItsWordAndMarksTheLineThatItIsAbout()
    {
        var notes = NotesMerger.Merge([Pass(1, "Maya has 3 marbles.\nLeo has 4 marbles."), Pass(2, "Correction: Leo has 5 marbles.")], _ => true);

        Assert.Equal(["Maya has 3 marbles.", "Leo has 4 marbles.", "Leo has 5 marbles."], notes.Select(note => note.Text));
        Assert.Equal([null, "Leo has 5 marbles.", null], notes.Select(note => note.Correction));
    }

    [Fact]
    public void Merge_ACorrectionThatIsStruck_CorrectsNothing()
    {
        var notes = NotesMerger.Merge([Pass(1, "Leo has 4 marbles."), Pass(2, "Correction: Leo has 5 marbles.")], text => text != "Leo has 5 marbles.");

        Assert.All(notes, note => Assert.Null(note.Correction));
    }

    [Fact]
    public void Merge_TheSameCorrectionAgain_CorrectsNothingMore()
    {
        var notes = NotesMerger.Merge(
            [Pass(1, "Maya has 3 marbles.\nLeo has 4 marbles."), Pass(2, "Correction: Leo has 7 marbles."), Pass(2, "Correction: Leo has 7 marbles", sample: 1)], _ => true);

        Assert.Equal([null, "Leo has 7 marbles.", null], notes.Select(note => note.Correction));
    }

    [Fact]
    public void Merge_ACorrectionBackToWhatWasSaidFirst_CorrectsTheLineBetween()
    {
        var notes = NotesMerger.Merge([Pass(1, "Leo has 4 marbles."), Pass(2, "Leo has 5 marbles.\nLeo and Maya have 8 marbles."), Pass(3, "Correction: Leo has 4 marbles.")], _ => true);

        Assert.Equal([null, "Leo has 4 marbles.", null], notes.Select(note => note.Correction));
    }

    [Fact]
    public void Merge_ACorrectionOfACorrection_LeavesTheFirstLine()
    {
        var notes = NotesMerger.Merge([Pass(1, "Leo has 4 marbles."), Pass(2, "Correction: Leo has 5 marbles."), Pass(3, "Correction: Leo has 4 marbles.")], _ => null);

        Assert.Equal([null, "Leo has 4 marbles."], notes.Select(note => note.Correction));
    }

    [Fact]
    public void Merge_ALineRepeatedAsACorrection_LeavesLaterValuesAlone()
    {
        var notes = NotesMerger.Merge([Pass(1, "Leo has 4 marbles.\nOn Monday Leo has 4 + 3 = 7 marbles."), Pass(2, "Correction: Leo has 4 marbles.")], _ => true);

        Assert.All(notes, note => Assert.Null(note.Correction));
    }

    [Fact]
    public void Merge_ALineOfOneRunRepeatedAsACorrection_LeavesThoseOfOthersAlone()
    {
        var notes = NotesMerger.Merge(
            [Pass(1, "Leo has 4 marbles."), Pass(1, "Leo has 5 marbles.", sample: 1), Pass(1, "Leo has 5 marbles.", sample: 2), Pass(2, "Correction: Leo has 4 marbles.")], _ => true);

        Assert.All(notes, note => Assert.Null(note.Correction));
    }

    [Fact]
    public void Merge_ACorrectionThatRepeatsTheLine_ChangesNothing() =>
        Assert.All(NotesMerger.Merge([Pass(1, "Leo has 7."), Pass(2, "Correction: Leo has 7")], _ => true), note => Assert.Null(note.Correction));

    [Theory]
    [InlineData("The south shop has 9 lamps.", "The north shop has 12 lamps.", false)]
    [InlineData("Ann has 9 keys.", "Ann has 12 pens.", false)]
    [InlineData("The south shop has 9 lamps.", "The south shop has 12.", true)]
    [InlineData("The budget of Project Alba is 500.", "Budget of Project Alba is 600.", true)]
    [InlineData("The budget of Project Alba is 500.", "Budget of Project Brio is 600.", false)]
    public void Merge_ACorrectionInOtherWords_IsOfTheSamePartyAndThingOnly(string line, string correction, bool corrects) =>
        Assert.Equal(corrects, NotesMerger.Merge([Pass(1, line), Pass(2, $"Correction: {correction}")], _ => true)[0].Correction is not null);

    [Fact]
    public void Merge_ACorrectionThatNobodyVerified_CorrectsNoVerifiedLine() =>
        Assert.All(
            NotesMerger.Merge([Pass(1, "Leo has 4 marbles."), Pass(2, "Correction: Leo has 5 marbles.")], text => text == "Leo has 4 marbles." ? true : null),
            note => Assert.Null(note.Correction));

    [Fact]
    public void Merge_ACorrectionOfNothingThatIsThere_IsJustALine()
    {
        var notes = NotesMerger.Merge([Pass(1, "Leo has 4 marbles."), Pass(2, "Correction: the road is closed.")], _ => true);

        Assert.All(notes, note => Assert.Null(note.Correction));
        Assert.Equal("the road is closed.", notes[^1].Text);
    }

    [Fact]
    public void Merge_APassThatLooped_TakesEachLineOnceAndNotTheOneItWasStoppedIn() =>
        Assert.Equal([(1, "one"), (1, "two")], Merge(Pass(1, "one\ntwo\none\ntwo\none\ntwo\none\ntw", looped: true)));

    private static IEnumerable<(int, string)> Merge(params SleepPass[] passes) => NotesMerger.Merge(passes, _ => null).Select(note => (note.Pass, note.Text));

    private static SleepPass Pass(int number, string text, int sample = 0, SleepPassKind kind = SleepPassKind.Notes, bool looped = false) => new()
    {
        JobId = Guid.Empty, Kind = kind, Number = number, Sample = sample, Text = text, Looped = looped,
        FinishReason = looped ? FinishReason.Cancelled : FinishReason.EndOfText,
        Usage = TokenUsage.None, Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = DateTimeOffset.UnixEpoch,
    };
}

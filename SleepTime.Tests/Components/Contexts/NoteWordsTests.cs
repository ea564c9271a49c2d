using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class NoteWordsTests
{
    [Fact]
    public void Caution_NotesByAnother_SayWhoWroteThem()
    {
        var view = new NotesView(Version(NotesOrigin.Sleep, 1), 1, Stale: false, NotesMaker.OtherModel);

        Assert.Equal("These notes were written by another model, fake.", VersionWords.Caution(view));
        Assert.Equal("These notes were written by other prompts.", VersionWords.Caution(view with { Maker = NotesMaker.OtherPrompts }));
        Assert.Equal("These notes are of version 1 of the text. These notes were written by other prompts.", VersionWords.Caution(view with { Maker = NotesMaker.OtherPrompts, Stale = true }));
        Assert.Null(VersionWords.Caution(view with { Maker = NotesMaker.Present }));
        Assert.Contains(", by another model ·", VersionWords.Summary(view), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0, null)]
    [InlineData(1, "One note had no room in the prompt and was left out.")]
    [InlineData(12, "12 notes had no room in the prompt and were left out.")]
    public void LeftOut_Notes_AreCounted(int? notes, string? words) => Assert.Equal(words, VersionWords.LeftOut(notes));

    [Theory]
    [InlineData(true, CheckedBy.Text, false, "verified by the text")]
    [InlineData(true, CheckedBy.Arithmetic, false, "verified by arithmetic")]
    [InlineData(true, CheckedBy.Model, false, "verified by the model")]
    [InlineData(true, CheckedBy.Person, false, "written by hand")]
    [InlineData(false, CheckedBy.Arithmetic, true, "struck by arithmetic")]
    [InlineData(false, CheckedBy.Person, true, "struck by a person")]
    [InlineData(null, null, false, "unverified")]
    public void Verdict_EachKind_SaysByWhat(bool? verified, CheckedBy? by, bool struck, string words) =>
        Assert.Equal(words, NoteWords.Verdict(Line("a", verified: verified, by: by, struck: struck)));

    [Theory]
    [InlineData(null, 0, "No sentence is known that the selected note comes from.")]
    [InlineData("One.", 1, "The sentence behind the selected note is marked.")]
    [InlineData("One.\nTwo.", 2, "The 2 sentences behind the selected note are marked.")]
    [InlineData("One.\nTwo.", 1, "1 of the 2 sentences behind the selected note is still in this text.")]
    public void Marked_Selected_SaysWhatIsMarked(string? source, int found, string words) => Assert.Equal(words, NoteWords.Marked(Line("a", source: source), found));

    [Fact]
    public void Groups_CarriedWrittenAndAdded_InThatOrder()
    {
        var groups = NoteGroups.Of(Version(NotesOrigin.Edited, 2, Line("new", pass: 0, edited: true), Line("kept", pass: 0), Line("first", pass: 1)));

        Assert.Equal(["Kept from the earlier text", "Pass 1", "Added by hand"], groups.Select(group => group.Label));
        Assert.Equal(["kept", "first", "new"], groups.Select(group => group.Notes[0].Text));
    }

    [Fact]
    public void Groups_BySleep_ShowPassesThatBroughtNothing()
    {
        var groups = NoteGroups.Of(Version(NotesOrigin.Sleep, 2, Line("first", pass: 1)));

        Assert.Equal(["1 note", "nothing new"], groups.Select(NoteGroups.Count));
    }

    [Fact]
    public void Count_TokensOfItsPassAreKnown_TellsThem()
    {
        var view = new NotesView(Version(NotesOrigin.Sleep, 2, Line("first", pass: 1)), 1, Stale: false) { TokensByPass = new Dictionary<int, int> { [1] = 120 } };

        Assert.Equal(["1 note · 120 tokens", "nothing new"], NoteGroups.Of(view.Notes).Select(group => NoteGroups.Count(group, view)));
    }

    [Fact]
    public void Share_SomeOpen_CountsAll() => Assert.Equal(
        "2 of 4 notes verified (50 %), 1 struck and not used, 1 unverified",
        VersionWords.Share(Version(NotesOrigin.Sleep, 1, Line("a", verified: true), Line("b", verified: true), Line("c", verified: false, struck: true), Line("d"))));

    [Fact]
    public void Share_WrittenByHand_IsNotCountedAsVerified() => Assert.Equal(
        "1 of 3 notes verified (33 %), 1 written by hand against the text, 1 written by hand",
        VersionWords.Share(Version(NotesOrigin.Edited, 1, Line("a", verified: true, by: CheckedBy.Text),
            Line("b", verified: false, by: CheckedBy.Text, edited: true), Line("c", by: CheckedBy.Person, edited: true))));

    [Theory]
    [InlineData(true, CheckedBy.Text, "written by hand, verified by the text")]
    [InlineData(false, CheckedBy.Arithmetic, "written by hand, contradicted by arithmetic")]
    [InlineData(null, CheckedBy.Person, "written by hand")]
    public void Verdict_ByHand_SaysWhatCodeFound(bool? verified, CheckedBy by, string words) =>
        Assert.Equal(words, NoteWords.Verdict(Line("a", verified: verified, by: by, edited: true)));

    [Fact]
    public void Summary_StaleAndEdited_SaysBoth()
    {
        var version = Version(NotesOrigin.Edited, 1, Line("a"));
        Assert.Equal("Edited by ann, stale, of version 2 · 1 note", VersionWords.Summary(new NotesView(version, 2, Stale: true)));
    }

    [Fact]
    public void Differences_None_SaysSo()
    {
        var version = Version(NotesOrigin.Sleep, 1, Line("a"));
        Assert.Equal("These two have the same notes.", VersionWords.Differences(NotesComparison.Of(version, version)));
    }

    [Fact]
    public void Change_StruckThere_SaysWhichWay()
    {
        Assert.Equal("struck now", VersionWords.Change(new ComparedNote(NoteChange.Struck, Line("a", struck: true))));
        Assert.Equal("no longer struck", VersionWords.Change(new ComparedNote(NoteChange.Struck, Line("a"))));
    }

    [Theory]
    [InlineData(null, "—")]
    [InlineData(2.25, "2.3")]
    [InlineData(10.0, "10")]
    [InlineData(1234.6, "1,235")]
    [InlineData(-250.0, "−250")]
    public void Figure_AnyValue_IsReadable(double? value, string words) => Assert.Equal(words, GateWords.Figure(value));

    [Theory]
    [InlineData(true, false, "Yes")]
    [InlineData(true, true, "Yes, as a person chose")]
    [InlineData(false, false, "No")]
    [InlineData(false, true, "No, as a person chose")]
    public void Label_Decision_SaysWho(bool sleeps, bool byPerson, string words) => Assert.Equal(words, GateWords.Label(new SleepDecision
    {
        ContextId = default, ContextVersionId = default, Sleeps = sleeps, ByPerson = byPerson, Reason = "", ExpectedQuestions = 1, SleepTokens = 1, MadeAt = default,
    }, NotesState.Ready));

    [Theory]
    [InlineData(NotesOrigin.Edited, "None: the notes were changed by hand")]
    [InlineData(NotesOrigin.Sleep, "None were written with these notes.")]
    public void Explain_NoneExpected_SaysWhy(NotesOrigin origin, string words) =>
        Assert.StartsWith(words, ExpectedWords.Explain(Version(origin, 1, Line("a"))), StringComparison.Ordinal);

    private static Note Line(string text, int pass = 1, bool? verified = null, CheckedBy? by = null, bool struck = false, bool edited = false, string? source = null) => new()
    {
        NotesVersionId = default, Order = 0, Pass = pass, Text = text, Verified = verified, By = by, Struck = struck, Edited = edited, Source = source,
    };

    private static NotesVersion Version(NotesOrigin origin, int passes, params Note[] lines) => new()
    {
        ContextId = default, ContextVersionId = default, JobId = null, Origin = origin, Author = origin == NotesOrigin.Sleep ? null : "ann", Passes = passes,
        ModelId = "fake", PromptVersion = "tiny", Usage = TokenUsage.None, CreatedAt = default, Lines = [.. lines],
    };
}

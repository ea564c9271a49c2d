using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class NotesDraftTests
{
    [Fact]
    public void IsChanged_TypedAndTakenBack_IsNot()
    {
        var draft = Draft("Ann has 3.");
        draft.Lines[0].Text = "Ann has 4.";
        Assert.True(draft.IsChanged);

        draft.Lines[0].Text = "Ann has 3.";
        Assert.False(draft.IsChanged);
    }

    [Fact]
    public void Add_LeftEmpty_IsNoChangeAndNotStored()
    {
        var draft = Draft("Ann has 3.");
        draft.Add();

        Assert.False(draft.IsChanged);
        Assert.Single(draft.ToEdits());
    }

    [Fact]
    public void ToEdits_StruckRemovedAdded_IsWhatIsLeft()
    {
        var draft = Draft("Ann has 3.", "Ben has 4.");
        draft.Lines[0].Struck = true;
        draft.Remove(draft.Lines[1]);
        draft.Add().Text = " Both have balls. ";

        var edits = draft.ToEdits();

        Assert.Equal([("Ann has 3.", true), ("Both have balls.", false)], edits.Select(edit => (edit.Text, edit.Struck)));
        Assert.NotNull(edits[0].Id);
        Assert.Null(edits[1].Id);
        Assert.True(draft.IsChanged);
    }

    [Fact]
    public void PutBack_OneOfTwoThatWereRemoved_IsTheLastInItsPlace()
    {
        var draft = Draft("Ann has 3.", "Ben has 4.", "Cem has 5.");
        draft.Remove(draft.Lines[0]);
        draft.Remove(draft.Lines[0]);

        var back = draft.PutBack();

        Assert.Equal("Ben has 4.", back?.Text);
        Assert.Equal(["Ben has 4.", "Cem has 5."], draft.Lines.Select(line => line.Text));
        Assert.False(draft.CanPutBack);
        Assert.Null(draft.PutBack());
    }

    [Fact]
    public void PutBack_OthersWereTakenAwaySince_IsTheLastOne()
    {
        var draft = Draft("Ann has 3.", "Ben has 4.");
        draft.Remove(draft.Lines[1]);
        draft.Remove(draft.Lines[0]);
        draft.PutBack();

        Assert.Equal(["Ann has 3."], draft.Lines.Select(line => line.Text));
        Assert.True(draft.IsChanged);
    }

    [Fact]
    public void ToEdits_OldLineEmptied_IsKeptForTheEditorToRefuse()
    {
        var draft = Draft("Ann has 3.");
        draft.Lines[0].Text = "";
        Assert.Equal("", Assert.Single(draft.ToEdits()).Text);
    }

    [Fact]
    public void Text_WithLineBreaks_IsOneLine()
    {
        var draft = Draft("Ann has 3.");
        draft.Lines[0].Text = "Ann\r\nhas\n3.";
        Assert.Equal("Ann has 3.", draft.Lines[0].Text);
    }

    private static NotesDraft Draft(params string[] lines) => new(new NotesVersion
    {
        ContextId = default, ContextVersionId = default, JobId = null, Passes = 1, ModelId = "fake", PromptVersion = "tiny", Usage = TokenUsage.None, CreatedAt = default,
        Lines = [.. lines.Select((line, order) => new Note { NotesVersionId = default, Order = order, Pass = 1, Text = line })],
    });
}

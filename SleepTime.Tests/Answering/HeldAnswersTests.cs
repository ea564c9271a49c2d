using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Tests.Answering;

public sealed class HeldAnswersTests
{
    [Theory]
    [InlineData("How many crates does the new store hold?", "15")]
    [InlineData("How many crates do the old store and the new store hold together?", "54")]
    [InlineData("How many more crates does the old store hold than the new store?", "24")]
    [InlineData("What do the crates of the new store cost?", "30")]
    [InlineData("When does Project Ilmard end?", "May 12")]
    [InlineData("Which one ends first?", "Project Ilmard")]
    public void IsHeld_AVerifiedNoteComesToIt_IsTrue(string question, string answer) => Assert.True(IsHeld(question, answer, verified: true));

    [Theory]
    [InlineData("What do the crates of the old store cost?", "39")]
    [InlineData("How many crates does the old store hold?", "15")]
    [InlineData("How many crates does the new store hold?", "39")]
    [InlineData("What do the crates of the new store cost?", "15")]
    [InlineData("How many crates do the old store and the new store hold together?", "24")]
    public void IsHeld_ANoteThatOnlyHasTheNumber_IsFalse(string question, string answer) => Assert.False(IsHeld(question, answer, verified: true));

    [Theory]
    [InlineData("How many crates does the west store hold?", "30")]
    [InlineData("How many crates does the north store hold?", "13")]
    [InlineData("Which one holds the most crates?", "the west store")]
    [InlineData("When does Project Brio start?", "June 14")]
    public void IsHeld_ANoteThatNamesWhatItStartsFrom_IsTrue(string question, string answer) => Assert.True(IsHeld(question, answer, verified: true));

    [Theory]
    [InlineData("How many crates does the south store hold?", "30")]
    [InlineData("How many crates does the north store hold?", "6")]
    [InlineData("Which one holds the fewest crates?", "the west store")]
    [InlineData("When does Project Alba start?", "June 14")]
    public void IsHeld_SomebodyElsesOrAnOlderValue_IsFalse(string question, string answer) => Assert.False(IsHeld(question, answer, verified: true));

    [Fact]
    public void IsHeld_NobodyVerifiedTheNote_IsFalse() => Assert.False(IsHeld("How many crates does the new store hold?", "15", verified: null));

    private static bool IsHeld(string question, string answer, bool? verified)
    {
        string[] texts = ["the new store has 3 + 12 = 15.", "the old store has 39.", "the old store and the new store together: 39 + 15 = 54.", "the old store over the new store: 39 - 15 = 24.", "Cost of the new store: 15 * 2 = 30.",
            "Project Ilmard ends: 4 + 8 = May 12.", "First to end of 12, 16: 12, Project Ilmard.",
            "the north store has the south store's 15 - 9 = 6.", "the west store has the south store's 15 * 2 = 30.", "Then the north store has 6 + 7 = 13.",
            "Project Brio starts after Project Alba: 10 + 4 = June 14.", "Most of 15 south, 13 north, 30 west: 30, the west store."];
        var notes = new NotesVersion
        {
            ContextId = default, ContextVersionId = default, JobId = null, Passes = 1, ModelId = "fake", PromptVersion = "tiny", Usage = TokenUsage.None, CreatedAt = default,
            Lines = [.. texts.Select((text, order) => new Note { NotesVersionId = default, Order = order, Pass = 1, Text = text, Verified = verified, By = CheckedBy.Text })],
        };
        return HeldAnswers.IsHeld(new ExpectedQuestion { NotesVersionId = default, Order = 0, Question = question, Answer = answer }, notes);
    }
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

public sealed class MissingNotesTests
{
    [Theory]
    [InlineData(SleepJobState.Queued, "A sleep job waits in the queue: ask again")]
    [InlineData(SleepJobState.Running, "1 of 3 passes done")]
    [InlineData(SleepJobState.Failed, "This text has no notes yet. The last sleep job failed. Pass 1 failed: out of memory. Retry it. Then ask again. Standard mode")]
    [InlineData(SleepJobState.Cancelled, "was cancelled: retry it")]
    public void Explain_AJobIsThere_SaysHowItStands(SleepJobState state, string says)
    {
        var job = new SleepJob
        {
            ContextId = Guid.NewGuid(), ContextVersionId = Guid.NewGuid(), Owner = "local", State = state, PassesWanted = 3, PassesDone = 1,
            FailureReason = "Pass 1 failed: out of memory. Retry it.", CreatedAt = DateTimeOffset.UnixEpoch,
        };

        var reason = MissingNotes.Explain(job, hasNotesWithoutLines: false, hasStaleNotes: false);

        Assert.StartsWith("This text has no notes yet.", reason, StringComparison.Ordinal);
        Assert.Contains(says, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_JobPausedByHand_SaysToResumeIt()
    {
        var job = new SleepJob { ContextId = Guid.NewGuid(), ContextVersionId = Guid.NewGuid(), Owner = "local", Paused = true, PassesWanted = 3, CreatedAt = DateTimeOffset.UnixEpoch };
        Assert.Contains("is paused: resume it in the queue", MissingNotes.Explain(job, hasNotesWithoutLines: false, hasStaleNotes: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_NoJob_SaysHowToStartOne() =>
        Assert.Contains("Start a sleep job", MissingNotes.Explain(null, hasNotesWithoutLines: false, hasStaleNotes: false), StringComparison.Ordinal);

    [Fact]
    public void Explain_StaleNotes_SaysThatTheyAreNotUsed() =>
        Assert.Contains("stale and are not used", MissingNotes.Explain(null, hasNotesWithoutLines: false, hasStaleNotes: true), StringComparison.Ordinal);

    [Fact]
    public void Explain_NotesByAnotherModel_SaysThatBeforeAnythingElse() =>
        Assert.StartsWith(
            "The notes of this text were written by another model, old@1, and are used only on request. Start a sleep job",
            MissingNotes.Explain(null, hasNotesWithoutLines: false, hasStaleNotes: true, MissingNotes.Foreign(Notes("old@1"), TestModelHost.Describe(new FakeLoadedModel()))),
            StringComparison.Ordinal);

    [Fact]
    public void Foreign_OtherPrompts_AreNamedAsSuch() =>
        Assert.Contains("written by other prompts", MissingNotes.Foreign(Notes("fake@000000000000"), TestModelHost.Describe(new FakeLoadedModel())), StringComparison.Ordinal);

    private static NotesVersion Notes(string model) => new()
    {
        ContextId = Guid.NewGuid(), ContextVersionId = Guid.NewGuid(), JobId = null, Passes = 1, ModelId = model, PromptVersion = "other",
        Usage = SleepTime.Engine.Generation.TokenUsage.None, CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void Explain_NotesWithoutALine_SaysSo() =>
        Assert.Contains("no line to answer from", MissingNotes.Explain(null, hasNotesWithoutLines: true, hasStaleNotes: true), StringComparison.Ordinal);
}

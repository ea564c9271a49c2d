using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class RunViewTests
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public void After_WaitingReadingWriting_FollowsTheStages()
    {
        var view = new RunView();
        Assert.Equal("Starting", StageWords.Describe(view));

        view = view.After(new RunQueued(Id, AnswerMode.Standard, 2, 5), Ms(1));
        Assert.Equal("Queued, 2 of 5", StageWords.Describe(view));

        view = view.After(new RunPrefill(Id, AnswerMode.Standard, 40, 100, 25), Ms(2));
        Assert.Equal("Reading the prompt, 40 %", StageWords.Describe(view));
        Assert.Equal((100, 25), (view.PromptTokens, view.CachedTokens));

        view = view.After(new RunText(Id, AnswerMode.Standard, "8 + ", 3), Ms(3));
        view = view.After(new RunText(Id, AnswerMode.Standard, "5", 4), Ms(4));
        Assert.Equal("8 + 5", view.Text);
        Assert.Equal(4, view.CompletionTokens);
    }

    [Fact]
    public void After_PastTextArrivesAtOnce_DoesNotCountAsSpeed()
    {
        var view = new RunView()
            .After(new RunText(Id, AnswerMode.Standard, "a", 500), Ms(1))
            .After(new RunText(Id, AnswerMode.Standard, "b", 1000), Ms(2));
        Assert.Null(view.LiveRate);

        view = view.After(new RunText(Id, AnswerMode.Standard, "c", 1050), Ms(1002));
        Assert.Equal(50, view.LiveRate!.Value, 1.0);
    }

    [Fact]
    public void After_Ended_TakesWhatIsStored()
    {
        var view = new RunView()
            .After(new RunText(Id, AnswerMode.Standard, "8 + 5", 4), Ms(1))
            .After(new RunEnded(Id, AnswerMode.Standard, RunBuilder.Completed(AnswerMode.Standard, "8 + 5 = 13. Answer: 13", 12)), Ms(2));

        Assert.False(view.IsGoingOn);
        Assert.Equal("8 + 5 = 13. Answer: 13", view.Text);
        Assert.Equal(12, view.CompletionTokens);
        Assert.Equal("done. Answer: 13", StageWords.Announce(view));
    }

    [Fact]
    public void After_CutOffAtLimit_SaysSo()
    {
        var run = RunBuilder.Completed(AnswerMode.Standard, "8 + ", 4);
        run.FinishReason = FinishReason.MaxTokens;

        var view = new RunView().After(new RunEnded(run.Id, run.Mode, run), Ms(1));

        Assert.Equal("Cut off at its token limit", StageWords.Describe(view));
    }

    [Fact]
    public void After_FailedWithoutUsage_LeavesFiguresUnknown()
    {
        var run = RunBuilder.Failed(AnswerMode.SleepTime, "This text has no notes yet.");

        var view = new RunView().After(new RunEnded(run.Id, run.Mode, run), Ms(1));

        Assert.Equal(RunStage.Failed, view.Stage);
        Assert.Null(view.PromptTokens);
        Assert.Null(view.CompletionTokens);
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}

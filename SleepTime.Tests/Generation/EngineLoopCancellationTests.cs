using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopCancellationTests : EngineLoopTests
{
    public EngineLoopCancellationTests() => MaxResident = 0;

    [Fact]
    public async Task Cancel_WhileWaiting_EndsAtOnceAndNeverRuns()
    {
        var ticket = Submit("hello");

        ticket.Cancel();

        Assert.Equal(FinishReason.Cancelled, (await ResultOf(ticket)).Reason);
        Assert.False(Loop.Step());
        Assert.Equal(0, Context.TokensComputed);
    }

    [Fact]
    public async Task Cancel_WhilePromptIsRead_FreesItsCellsWithinOneStep()
    {
        var ticket = Submit(new string('p', 1000));
        Step(3);
        Assert.Equal(192, Context.CellsUsed);

        ticket.Cancel();
        Loop.Step();

        var result = await ResultOf(ticket);
        Assert.Equal(FinishReason.Cancelled, result.Reason);
        Assert.Equal(0, result.Usage.CompletionTokens);
        Assert.Null(result.Timings.TimeToFirstTokenMs);
        Assert.Equal(0, Context.CellsUsed);
    }

    [Fact]
    public async Task Cancel_WhileWriting_KeepsWhatWasWritten()
    {
        var ticket = Submit("hello", maxTokens: 100);
        Step(5);

        ticket.Cancel();
        Loop.Step();

        var result = await ResultOf(ticket);
        Assert.Equal("xxxxx", result.Text);
        Assert.Equal(5, result.Usage.CompletionTokens);
        Assert.Equal(0, Context.CellsUsed);
    }

    [Fact]
    public async Task Cancel_AfterTheEnd_ChangesNothing()
    {
        var ticket = Submit("hello");
        StepUntilDone();

        ticket.Cancel();

        Assert.Equal(FinishReason.MaxTokens, (await ResultOf(ticket)).Reason);
    }

    [Fact]
    public async Task Cancel_OneOfTwo_LeavesTheOtherAlone()
    {
        var stays = Submit("stays", maxTokens: 6);
        var goes = Submit("goes", maxTokens: 100);
        Step(2);

        goes.Cancel();
        StepUntilDone();

        Assert.Equal("xxxxxx", (await ResultOf(stays)).Text);
        Assert.Equal(FinishReason.Cancelled, (await ResultOf(goes)).Reason);
    }
}

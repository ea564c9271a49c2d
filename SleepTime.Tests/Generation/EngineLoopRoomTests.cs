using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopRoomTests : EngineLoopTests
{
    public EngineLoopRoomTests()
    {
        Cells = 256;
        Sequences = 3;
    }

    [Fact]
    public async Task Step_NoRoomLeft_GivesUpKeptPrefixesFirst()
    {
        foreach (var name in "abc")
        {
            Submit(new string(name, 70));
            StepUntilDone();
        }

        var big = Submit(new string('z', 200), maxTokens: 20);
        StepUntilDone();

        Assert.Equal(20, (await ResultOf(big)).Text.Length);
    }

    [Fact]
    public async Task Step_TwoDoNotFitTogether_OneWaitsAndBothEnd()
    {
        var first = Submit(new string('a', 100), maxTokens: 60);
        var second = Submit(new string('b', 100), maxTokens: 60);

        StepUntilDone();

        Assert.Equal(new string('x', 60), (await ResultOf(first)).Text);
        Assert.Equal(new string('x', 60), (await ResultOf(second)).Text);
        Assert.Equal(60, (await ResultOf(second)).Usage.CompletionTokens);
    }

    [Fact]
    public async Task Step_QuestionNeedsTheRoomOfSleep_SleepIsComputedAgainLater()
    {
        var sleep = Submit(new string('s', 150), GenerationClass.Sleep, maxTokens: 30);
        Step(5);
        var question = Submit(new string('q', 150), maxTokens: 10);

        Step(3);
        Assert.True(sleep.SteppedAside);
        StepUntilDone();

        Assert.Equal(new string('x', 10), (await ResultOf(question)).Text);
        Assert.Equal(new string('x', 30), (await ResultOf(sleep)).Text);
    }

    [Fact]
    public async Task Step_TwoOfSleepDoNotFitTogether_OneWaitsWithoutSteppingAside()
    {
        var first = Submit(new string('a', 100), GenerationClass.Sleep, maxTokens: 60);
        var second = Submit(new string('b', 100), GenerationClass.Sleep, maxTokens: 60);
        var aside = false;

        while (Counts.Parkings == 0)
        {
            Step(1);
            aside |= first.SteppedAside || second.SteppedAside;
        }
        StepUntilDone();

        Assert.False(aside);
        Assert.Equal(60, (await ResultOf(first)).Text.Length);
        Assert.Equal(60, (await ResultOf(second)).Text.Length);
    }

    [Fact]
    public async Task Step_BackgroundHoldsEverySequence_QuestionStillGetsOne()
    {
        var background = Enumerable.Range(0, 3).Select(i => Submit($"{i}", GenerationClass.Experiment, maxTokens: 50)).ToList();
        Step(2);
        var question = Submit("q", maxTokens: 2);

        Step(2);

        Assert.Equal("xx", (await ResultOf(question)).Text);
        StepUntilDone();
        foreach (var ticket in background)
            Assert.Equal(50, (await ResultOf(ticket)).Usage.CompletionTokens);
    }

    [Fact]
    public async Task Step_OneAloneDoesNotFit_FailsWithWhatToDo()
    {
        var ticket = Submit(new string('a', 250), maxTokens: 60);

        StepUntilDone();

        var result = await ResultOf(ticket);
        Assert.Equal(FinishReason.Failed, result.Reason);
        Assert.Contains("256", result.Failure, StringComparison.Ordinal);
        Assert.Contains("CellCount", result.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_QuestionNeedsSomeRoom_ParksOneOfTheBackgroundAndNotTheOther()
    {
        var first = Submit(new string('a', 80), GenerationClass.Experiment, maxTokens: 30);
        var second = Submit(new string('b', 80), GenerationClass.Sleep, maxTokens: 30);
        Step(5);
        var question = Submit(new string('q', 100), maxTokens: 5);

        while (!question.Completion.IsCompleted)
            Step(1);

        Assert.Equal(1, Counts.Parkings);
        Assert.True(Context.CellsUsed >= 80, "The experiment kept its cells.");
        StepUntilDone();
        Assert.Equal("xxxxx", (await ResultOf(question)).Text);
        Assert.Equal(new string('x', 30), (await ResultOf(first)).Text);
        Assert.Equal(new string('x', 30), (await ResultOf(second)).Text);
        Assert.Equal(1, Counts.Parkings);
    }

    [Fact]
    public async Task Step_DecodeFailsWhileOneIsParked_TheParkedAndTheWaitingGoOn()
    {
        var sleep = Submit(new string('s', 150), GenerationClass.Sleep, maxTokens: 30);
        Step(5);
        var question = Submit(new string('q', 150), maxTokens: 40);
        Step(4);
        var waiting = Submit("another experiment", GenerationClass.Experiment);
        Model.OnDecode = _ =>
        {
            Model.OnDecode = _ => { };
            throw new Engine.Runtimes.InferenceException("the device is gone.");
        };

        StepUntilDone();

        Assert.Contains("the device is gone", (await ResultOf(question)).Failure, StringComparison.Ordinal);
        Assert.Equal(new string('x', 30), (await ResultOf(sleep)).Text);
        Assert.Equal("xxxx", (await ResultOf(waiting)).Text);
        Assert.Equal((1, 2), (Counts.ContextsLost, Model.ContextsMade));
    }

    [Fact]
    public async Task Cancel_WhileParked_EndsIt()
    {
        var sleep = Submit(new string('s', 150), GenerationClass.Sleep, maxTokens: 30);
        Step(5);
        var question = Submit(new string('q', 150), maxTokens: 40);
        Step(4);

        sleep.Cancel();
        Loop.Step();

        Assert.Equal(FinishReason.Cancelled, (await ResultOf(sleep)).Reason);
        StepUntilDone();
        Assert.Equal(40, (await ResultOf(question)).Usage.CompletionTokens);
    }
}

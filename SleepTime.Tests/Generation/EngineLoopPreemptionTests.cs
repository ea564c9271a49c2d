using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopPreemptionTests : EngineLoopTests
{
    public EngineLoopPreemptionTests() => Model.MicroBatch = 16;

    [Fact]
    public async Task YieldToQuestion_BackgroundPromptIsRead_StopsThereAndKeepsWhatIsThere()
    {
        var sleep = Submit(new string('s', 64), GenerationClass.Sleep);
        GenerationTicket? question = null;
        Model.OnMicroBatch = number =>
        {
            if (number != 2 || question is not null)
                return;
            question = Submit("question", maxTokens: 1);
            Loop.YieldToQuestion();
        };

        Step(1);
        Assert.Equal(32, Context.CellsUsed);
        Step(1);

        Assert.Equal("x", (await ResultOf(question!)).Text);
        StepUntilDone();
        Assert.Equal("xxxx", (await ResultOf(sleep)).Text);
        Assert.Equal(64 + 3 + "question".Length, Context.TokensComputed);
        Assert.Equal((1, 1, 0, 0), (Counts.Preemptions, Counts.AbortedSteps, Counts.Parkings, Counts.ContextsLost));
    }

    [Fact]
    public async Task YieldToQuestion_LastTokenWasComputed_IsComputedAgainForItsLogits()
    {
        var short1 = Submit("sleep of 16 long", GenerationClass.Sleep, maxTokens: 3);
        var short2 = Submit("16 of an example", GenerationClass.Experiment, maxTokens: 3);
        var asked = false;
        Model.OnMicroBatch = number =>
        {
            if (number != 1 || asked)
                return;
            asked = true;
            Submit("question", maxTokens: 1);
            Loop.YieldToQuestion();
        };

        StepUntilDone();

        Assert.Equal("xxx", (await ResultOf(short1)).Text);
        Assert.Equal("xxx", (await ResultOf(short2)).Text);
        Assert.Equal(1, Counts.AbortedSteps);
        Assert.Equal(16 + 16 + 2 + 2 + "question".Length + 1, Context.TokensComputed);
    }

    [Fact]
    public async Task YieldToQuestion_AQuestionIsInTheBatch_LetsItEnd()
    {
        var first = Submit(new string('q', 64), maxTokens: 1);
        Model.OnMicroBatch = _ => Loop.YieldToQuestion();

        Step(1);

        Assert.Equal("x", (await ResultOf(first)).Text);
        Assert.Equal(0, Counts.AbortedSteps);
    }

    [Fact]
    public async Task YieldToQuestion_WhatAgeingGave_LetsItEnd()
    {
        BackgroundPercent = 100;
        var sleep = Submit(new string('s', 64), GenerationClass.Sleep, maxTokens: 4);
        Step(1);
        Submit("question", maxTokens: 100);
        Model.OnMicroBatch = _ => Loop.YieldToQuestion();

        Step(40);

        Assert.Equal("xxxx", (await ResultOf(sleep)).Text);
        Assert.Equal(0, Counts.AbortedSteps);
    }

    [Fact]
    public async Task YieldToQuestion_BackendCannotAbort_PausesAtTheNextStep()
    {
        Model.CanAbort = false;
        var sleep = Submit(new string('s', 64), GenerationClass.Sleep);
        GenerationTicket? question = null;
        Model.OnMicroBatch = number =>
        {
            question ??= Submit("question", maxTokens: 1);
            Loop.YieldToQuestion();
        };

        Step(2);

        Assert.Equal("x", (await ResultOf(question!)).Text);
        Assert.True(sleep.SteppedAside);
        Assert.Equal((1, 0), (Counts.Preemptions, Counts.AbortedSteps));
    }

    [Fact]
    public async Task YieldToQuestion_MemoryCannotBeCut_NeverAborts()
    {
        Model = new() { NextToken = _ => 'x', MicroBatch = 16, Description = Model.Description with { SupportsPrefixSharing = false } };
        var sleep = Submit(new string('s', 64), GenerationClass.Sleep, maxTokens: 1);
        Model.OnMicroBatch = _ => Loop.YieldToQuestion();

        StepUntilDone();

        Assert.Equal("x", (await ResultOf(sleep)).Text);
        Assert.Equal(0, Counts.AbortedSteps);
    }
}

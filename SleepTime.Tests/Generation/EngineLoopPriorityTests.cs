using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopPriorityTests : EngineLoopTests
{
    [Fact]
    public async Task Step_QuestionComesDuringSleep_SleepStepsAsideAndGoesOnWithoutComputingAgain()
    {
        var sleep = Submit("sleep prompt", GenerationClass.Sleep, maxTokens: 10);
        Step(4);
        var question = Submit("question", maxTokens: 3);

        Step(1);
        Assert.True(sleep.SteppedAside);
        StepUntilDone();

        Assert.False(sleep.SteppedAside);
        Assert.Equal("xxx", (await ResultOf(question)).Text);
        Assert.Equal("xxxxxxxxxx", (await ResultOf(sleep)).Text);
        Assert.Equal("sleep prompt".Length + 9 + "question".Length + 2, Context.TokensComputed);
    }

    [Fact]
    public async Task Step_QuestionRuns_BackgroundGetsNothing()
    {
        var question = Submit("question", maxTokens: 50);
        Step(1);
        var sleep = Submit("sleep", GenerationClass.Sleep);
        var experiment = Submit("experiment", GenerationClass.Experiment);

        Step(40);
        Assert.Equal("question".Length + 40, Context.TokensComputed);
        StepUntilDone();

        Assert.Equal(FinishReason.MaxTokens, (await ResultOf(question)).Reason);
        Assert.Equal("xxxx", (await ResultOf(sleep)).Text);
        Assert.Equal("xxxx", (await ResultOf(experiment)).Text);
    }

    [Fact]
    public void Step_QuestionDecodesAndQuestionReads_DecodeTokensGoFirst()
    {
        Submit("short", maxTokens: 50);
        Step(2);
        List<int> firstPositions = [];
        Model.OnDecode = batch => firstPositions.Add(batch.Positions[0]);
        Submit(new string('p', 500));

        Step(3);

        Assert.Equal([6, 7, 8], firstPositions);
    }

    [Fact]
    public async Task Step_ClassesWaitTogether_AreAdmittedInOrderOfPriority()
    {
        var order = new List<GenerationClass>();
        var sleep = Submit("s", GenerationClass.Sleep, maxTokens: 1);
        var experiment = Submit("e", GenerationClass.Experiment, maxTokens: 1);
        var question = Submit("q", GenerationClass.Question, maxTokens: 1);
        Model.OnDecode = batch => order.AddRange(batch.Tokens.ToArray().Select(token => token switch
        {
            's' => GenerationClass.Sleep,
            'e' => GenerationClass.Experiment,
            _ => GenerationClass.Question,
        }));

        StepUntilDone();

        Assert.Equal([GenerationClass.Question, GenerationClass.Experiment, GenerationClass.Sleep], order);
        Assert.All([sleep, experiment, question], ticket => Assert.True(ticket.Completion.IsCompleted));
        Assert.Equal(FinishReason.MaxTokens, (await ResultOf(sleep)).Reason);
    }
}

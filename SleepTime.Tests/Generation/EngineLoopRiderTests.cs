using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

/// <summary>Background tokens in the decode steps of questions. Nothing is measured at first, and a row counts as half a step.</summary>
public sealed class EngineLoopRiderTests : EngineLoopTests
{
    public EngineLoopRiderTests()
    {
        BackgroundPercent = 0;
        RiderPercent = 25;
        MaxResident = 0;
    }

    [Fact]
    public async Task Step_QuestionDecodes_BackgroundRidesInEverySecondStepAndTakesTurns()
    {
        var one = Submit("1 sleep", GenerationClass.Sleep, maxTokens: 100);
        var other = Submit("2 sleep", GenerationClass.Sleep, maxTokens: 100);
        Step(2);
        var question = Submit("question", maxTokens: 41);

        Step(1);
        Assert.All(Loop.Active, generation => Assert.Equal(generation.Ticket == question ? 1 : 2, generation.Generated));
        Step(40);

        Assert.Equal(new string('x', 41), (await ResultOf(question)).Text);
        Assert.Equal([12, 12], Loop.Active.Select(generation => generation.Generated));
        StepUntilDone();
        Assert.Equal((await ResultOf(one)).Text, (await ResultOf(other)).Text);
    }

    [Theory]
    [InlineData(0.1, 2)]
    [InlineData(0.25, 1)]
    [InlineData(1.1, 0)]
    public void Step_CostOfARowIsKnown_AsManyRideAsItAllows(double cost, int riders)
    {
        Model.OnDecode = batch => Time.Advance(TimeSpan.FromMilliseconds(10 * (1 + cost * (batch.Count - 1))));
        Submit("question", maxTokens: 3);
        StepUntilDone();
        for (var i = 0; i < 3; i++)
            Submit($"{i} sleep", GenerationClass.Sleep, maxTokens: 100);
        Step(3);
        Submit("question", maxTokens: 50);
        Step(1);

        var before = Context.TokensComputed;
        Step(20);

        Assert.Equal(20 * (1 + riders), Context.TokensComputed - before);
    }

    [Fact]
    public void Step_AnotherQuestionIsRead_NothingRides()
    {
        Submit("sleep", GenerationClass.Sleep, maxTokens: 100);
        Step(2);
        Submit("question", maxTokens: 100);
        Step(10);
        var sleep = Assert.Single(Loop.Active, generation => generation.Class == GenerationClass.Sleep);
        var written = sleep.Generated;

        Submit(new string('q', 500), owner: "another");
        Step(8);
        Assert.Equal(written, sleep.Generated);
        Step(4);

        Assert.Equal(written + 2, sleep.Generated);
    }

    [Fact]
    public void Step_AQuestionWaits_NothingRides()
    {
        Sequences = 3;
        Submit("sleep", GenerationClass.Sleep, maxTokens: 100);
        Step(2);
        for (var i = 0; i < 3; i++)
            Submit($"{i} question", maxTokens: 50);
        Step(40);

        // The third of one asker waits, since the last sequence is kept for others.
        Assert.Equal([GenerationClass.Sleep, GenerationClass.Question, GenerationClass.Question], Loop.Active.Select(generation => generation.Class));
        Assert.Equal(2, Loop.Active[0].Generated);
    }

    [Fact]
    public async Task Step_NoRoomForRiders_TheyAreLeftOutBeforeAnyoneIsParked()
    {
        // One too few for the rider of the question's last step.
        Cells = 62;
        BatchTokens = 32;
        var sleep = Submit(new string('s', 30), GenerationClass.Sleep, maxTokens: 20);
        Step(2);
        var question = Submit(new string('q', 20), maxTokens: 9);

        Step(1 + 8 + 1);

        Assert.Equal(new string('x', 9), (await ResultOf(question)).Text);
        Assert.Equal(0, Counts.Parkings);
        StepUntilDone();
        Assert.Equal(new string('x', 20), (await ResultOf(sleep)).Text);
    }
}

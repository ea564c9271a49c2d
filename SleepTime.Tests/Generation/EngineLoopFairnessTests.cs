using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopFairnessTests : EngineLoopTests
{
    [Fact]
    public async Task Step_OneOwnersTenQuestions_DoNotHoldUpAnothersOne()
    {
        Sequences = 2;
        MaxResident = 0;
        var ten = Enumerable.Range(0, 10).Select(i => Submit($"{i} of ten", maxTokens: 20, owner: "ann")).ToList();
        var one = Submit("the one", maxTokens: 20, owner: "ben");

        while (!one.Completion.IsCompleted)
            Step(1);

        Assert.Equal(20, (await ResultOf(one)).Usage.CompletionTokens);
        Assert.Equal(1, ten.Count(ticket => ticket.Completion.IsCompleted));
        StepUntilDone();
        Assert.All(ten, ticket => Assert.True(ticket.Completion.IsCompleted));
    }

    [Fact]
    public async Task Step_OneOwnersTenLongAnswersRun_AnothersOneBeginsAtOnce()
    {
        Sequences = 4;
        var ten = Enumerable.Range(0, 10).Select(i => Submit($"{i} of ten", maxTokens: 400, owner: "ann")).ToList();
        Step(20);
        var one = Submit("the one", maxTokens: 20, owner: "ben");

        Step(21);

        Assert.Equal(20, (await ResultOf(one)).Usage.CompletionTokens);
        Assert.DoesNotContain(ten, ticket => ticket.Completion.IsCompleted);
        StepUntilDone();
        Assert.All(ten, ticket => Assert.True(ticket.Completion.IsCompleted));
    }

    [Fact]
    public void Step_TwoSequences_OneOwnersComparisonRunsSideBySide()
    {
        Sequences = 2;
        Submit("standard", maxTokens: 20, owner: "ann");
        Submit("from notes", maxTokens: 20, owner: "ann");

        Step(1);

        Assert.Equal("standard".Length + "from notes".Length, Context.TokensComputed);
    }

    [Fact]
    public void Step_OwnersReadAtOnce_EachGetsAnEqualPartOfThePrefill()
    {
        for (var i = 0; i < 5; i++)
            Submit($"{i}" + new string('a', 500), owner: "ann");
        Submit("b" + new string('b', 500), owner: "ben");
        var read = new int[2];
        Model.OnDecode = batch =>
        {
            read[0] += batch.Tokens.Count('a');
            read[1] += batch.Tokens.Count('b');
        };

        Step(4);

        Assert.Equal(4 * BatchTokens / 2, read[1]);
        Assert.Equal(4 * BatchTokens / 2 - 1, read[0]);
    }

    [Fact]
    public async Task Step_OneOwnerNeedsLittle_TheRestGoesToTheOther()
    {
        var little = Submit("tiny", owner: "ben", maxTokens: 1);
        Submit(new string('a', 500), owner: "ann");

        Step(1);

        Assert.Equal("x", (await ResultOf(little)).Text);
        Assert.Equal(BatchTokens, Context.TokensComputed);
    }

    [Fact]
    public async Task Step_ExperimentsKeepComing_SleepGetsItsTurn()
    {
        Sequences = 2;
        MaxResident = 0;
        for (var i = 0; i < 30; i++)
            Submit($"{i} experiment", GenerationClass.Experiment);
        var sleep = Submit("sleep", GenerationClass.Sleep);

        var experimentsBefore = 0;
        while (!sleep.Completion.IsCompleted)
        {
            Step(1);
            experimentsBefore++;
            Assert.True(experimentsBefore < 60, "Sleep waits behind all experiments.");
        }

        Assert.Equal("xxxx", (await ResultOf(sleep)).Text);
        Assert.True(Loop.Step());
    }
}

using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Tests.Generation;

/// <summary>How many states are restored in one step: three are in memory.</summary>
public sealed class EngineLoopRestoreTests : EngineLoopTests
{
    public EngineLoopRestoreTests()
    {
        BatchTokens = 256;
        MaxResident = 1;
        StateMemoryBytes = 1 << 20;
        foreach (var name in "abcd")
        {
            Ask(name);
            StepUntilDone();
        }
    }

    [Fact]
    public async Task Step_SomethingIsDecoded_RestoresOneInAStep()
    {
        var stream = Submit("stream", maxTokens: 40);
        Step(2);
        var asked = "abc".Select(name => Ask(name)).ToList();

        for (var restored = 1; restored <= 3; restored++)
        {
            Step(1);
            Assert.Equal((restored, restored + 1), (Context.StatesRestored, Loop.Active.Count));
        }

        StepUntilDone();
        foreach (var ticket in asked)
            Assert.Equal(PrefixTier.Memory, (await ResultOf(ticket)).CachedFrom);
        Assert.Equal(40, (await ResultOf(stream)).Usage.CompletionTokens);
    }

    [Fact]
    public void Step_NothingIsDecoded_RestoresAllAtOnce()
    {
        foreach (var name in "abc")
            Ask(name);

        Step(1);

        Assert.Equal(3, Context.StatesRestored);
        StepUntilDone();
    }

    [Fact]
    public void Step_OneIsRestored_OthersThatNeedNoStateAreAdmittedBesideIt()
    {
        Submit("stream", maxTokens: 40);
        Step(2);
        Ask('a');
        Ask('b');
        Submit("new text");
        Ask('a', "another?");

        Step(1);

        // The stream, the one restored, the new text, and the one that shares what was restored.
        Assert.Equal((1, 4), (Context.StatesRestored, Loop.Active.Count));
        StepUntilDone();
    }

    private GenerationTicket Ask(char context, string question = "question?") => Submit(new string(context, 200) + question);
}

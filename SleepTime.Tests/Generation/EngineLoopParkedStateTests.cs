using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Generation;

/// <summary>A generation that had to make room goes on from its state. Sleep and the question do not fit together.</summary>
public sealed class EngineLoopParkedStateTests : EngineLoopTests
{
    private readonly Guid _context = Guid.NewGuid();

    public EngineLoopParkedStateTests()
    {
        Cells = 256;
        Sequences = 3;
        MaxResident = 0;
        StateMemoryBytes = 1 << 20;
    }

    [Fact]
    public async Task Step_ParkedWhileWriting_GoesOnWithoutComputingAgain()
    {
        var (sleep, question) = Park();

        StepUntilDone();

        Assert.Equal((1, 1, 1), (Counts.Parkings, Context.StatesSaved, Context.StatesRestored));
        Assert.Equal(150 + 29 + 150 + 9, Context.TokensComputed);
        Assert.Equal((new string('x', 30), 0), ((await ResultOf(sleep)).Text, (await ResultOf(sleep)).Usage.CachedTokens));
        Assert.Equal(new string('x', 10), (await ResultOf(question)).Text);
    }

    [Fact]
    public async Task Step_ParkedWhileItsPromptIsRead_ReadsOnFromThere()
    {
        var sleep = Submit(new string('s', 250), GenerationClass.Sleep, maxTokens: 5);
        Step(2);
        Submit(new string('q', 190), maxTokens: 10);

        StepUntilDone();

        Assert.Equal((1, 1), (Counts.Parkings, Context.StatesRestored));
        Assert.Equal(250 + 4 + 190 + 9, Context.TokensComputed);
        Assert.Equal("xxxxx", (await ResultOf(sleep)).Text);
    }

    [Fact]
    public async Task Step_ParkedWhileItIsScored_TakesThePrefixBackAndScoresAll()
    {
        var scored = Submit(new string('s', 250), GenerationClass.Experiment, scoreFrom: 100);
        Step(3);
        Submit(new string('q', 190), maxTokens: 10);

        StepUntilDone();

        Assert.Equal((1, 1), (Counts.Parkings, Context.StatesRestored));
        Assert.Equal(FinishReason.EndOfText, (await ResultOf(scored)).Reason);
        Assert.DoesNotContain(0, scored.LogProbabilities!);
    }

    [Fact]
    public async Task Step_StateIsLargerThanTheBudget_IsComputedAgain()
    {
        StateMemoryBytes = 100;
        var (sleep, _) = Park();

        StepUntilDone();

        Assert.Equal((1, 0), (Counts.Parkings, Context.StatesSaved));
        Assert.InRange(Context.TokensComputed, 2 * 150, int.MaxValue);
        Assert.Equal(new string('x', 30), (await ResultOf(sleep)).Text);
    }

    [Fact]
    public async Task Step_RestoringWasMeasuredSlower_IsComputedAgain()
    {
        Model.OnRestore = () => Time.Advance(TimeSpan.FromHours(1));
        Park();
        StepUntilDone();
        Assert.Equal(1, Context.StatesSaved);
        Model.OnDecode = _ => Time.Advance(TimeSpan.FromMilliseconds(1));

        var (sleep, _) = Park('t', 'r');
        StepUntilDone();

        Assert.Equal((2, 1), (Counts.Parkings, Context.StatesSaved));
        Assert.Equal(new string('x', 30), (await ResultOf(sleep)).Text);
    }

    [Fact]
    public async Task Step_StateIsRefused_IsComputedAgain()
    {
        var (sleep, question) = Park();
        Model.OnRestore = () => throw new StateRefusedException("Broken.");

        StepUntilDone();

        Assert.Equal((2, 0), (Model.ContextsMade, Context.StatesRestored));
        Assert.Equal(new string('x', 30), (await ResultOf(sleep)).Text);
        Assert.Equal(new string('x', 10), (await ResultOf(question)).Text);
        Assert.Equal(0, PrefixMeter.Read(0).MemoryBytes);
    }

    [Fact]
    public async Task Forget_ContextOfAParkedOne_ItsStateIsGone()
    {
        var (sleep, _) = Park();
        Assert.NotEqual(0, PrefixMeter.Read(0).MemoryBytes);

        var forgotten = Loop.ForgetAsync(_context);
        Step(1);
        await forgotten;

        Assert.Equal(0, PrefixMeter.Read(0).MemoryBytes);
        StepUntilDone();
        Assert.Equal(new string('x', 30), (await ResultOf(sleep)).Text);
    }

    /// <summary>Lets sleep write for a while and a question take its room.</summary>
    private (GenerationTicket Sleep, GenerationTicket Question) Park(char sleepText = 's', char questionText = 'q')
    {
        var sleep = Submit(new string(sleepText, 150), GenerationClass.Sleep, maxTokens: 30, contextId: _context);
        var parkings = Counts.Parkings;
        Step(5);
        var question = Submit(new string(questionText, 150), maxTokens: 10);
        while (Counts.Parkings == parkings)
            Step(1);
        return (sleep, question);
    }
}

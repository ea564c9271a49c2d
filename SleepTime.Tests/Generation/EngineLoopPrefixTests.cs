using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopPrefixTests : EngineLoopTests
{
    private static readonly string Document = new('d', 200);

    public EngineLoopPrefixTests() => BatchTokens = 256;

    [Fact]
    public async Task Step_BothModesOfAComparison_ReadTheContextOnce()
    {
        var standard = Submit(Document + " question?");
        var sleepTime = Submit(Document + " notes and question?");

        StepUntilDone();

        var (a, b) = ((await ResultOf(standard)).Usage, (await ResultOf(sleepTime)).Usage);
        Assert.Equal(0, a.CachedTokens);
        Assert.Equal(Document.Length + 1, b.CachedTokens);
        Assert.Equal(a.PromptTokens + b.PromptTokens - b.CachedTokens + 3 + 3, Context.TokensComputed);
    }

    [Fact]
    public async Task Step_NothingIsKeptAfterwards_RunningOnesShareAllTheSame()
    {
        MaxResident = 0;
        Submit(Document + " question?");
        var sleepTime = Submit(Document + " notes and question?");

        StepUntilDone();

        Assert.Equal(Document.Length + 1, (await ResultOf(sleepTime)).Usage.CachedTokens);
        Assert.Equal(0, Context.CellsUsed);
    }

    [Fact]
    public async Task Step_FollowUpQuestion_TakesTheContextFromTheOneBefore()
    {
        var first = Submit(Document + "first?");
        StepUntilDone();
        var second = Submit(Document + "second?");
        StepUntilDone();

        Assert.Equal(0, (await ResultOf(first)).Usage.CachedTokens);
        Assert.Equal(Document.Length, (await ResultOf(second)).Usage.CachedTokens);
    }

    [Fact]
    public async Task Step_SamePromptAgain_ComputesItsLastTokenForTheLogits()
    {
        Submit(Document);
        StepUntilDone();
        var again = Submit(Document);
        StepUntilDone();

        var result = await ResultOf(again);
        Assert.Equal(Document.Length - 1, result.Usage.CachedTokens);
        Assert.Equal("xxxx", result.Text);
    }

    [Fact]
    public async Task Step_NoFreeSequence_GoesOnInThatOfItsOwnPrefix()
    {
        (Sequences, MaxResident) = (2, 8);
        List<int> cached = [];
        foreach (var name in "ababab")
        {
            var asked = Submit(new string(name, 100) + "?");
            StepUntilDone();
            cached.Add((await ResultOf(asked)).Usage.CachedTokens);
        }

        Assert.Equal([0, 0, 100, 100, 100, 100], cached);
    }

    [Fact]
    public async Task Step_OnlyOneSequence_GoesOnInIt()
    {
        (Sequences, MaxResident) = (1, 8);
        Submit(new string('a', 100) + "one?");
        StepUntilDone();
        var computed = Context.TokensComputed;

        var second = Submit(new string('a', 100) + "two?");
        StepUntilDone();
        var other = Submit(new string('b', 100));
        StepUntilDone();

        Assert.Equal(100, (await ResultOf(second)).Usage.CachedTokens);
        Assert.Equal("xxxx", (await ResultOf(second)).Text);
        Assert.Equal(0, (await ResultOf(other)).Usage.CachedTokens);
        Assert.Equal(4 + 3 + 100 + 3, Context.TokensComputed - computed);
        Assert.Equal((1, 103), (Counts.SequencesUsed, Context.CellsUsed));
    }

    [Fact]
    public async Task Step_TakesOverASequenceButAStateHasMore_RestoresThat()
    {
        (Sequences, MaxResident, StateMemoryBytes) = (1, 8, 1 << 20);
        Submit(new string('a', 100));
        StepUntilDone();
        Submit(new string('b', 100));
        StepUntilDone();
        Submit(new string('a', 40) + new string('c', 100));
        StepUntilDone();

        var again = Submit(new string('a', 100) + "?");
        StepUntilDone();

        Assert.Equal((PrefixTier.Memory, 100), ((await ResultOf(again)).CachedFrom, (await ResultOf(again)).Usage.CachedTokens));
        Assert.Equal("xxxx", (await ResultOf(again)).Text);
    }

    [Fact]
    public async Task Step_MorePrefixesThanAreKept_GivesUpTheOldest()
    {
        foreach (var name in "abcde")
        {
            Submit(new string(name, 100));
            StepUntilDone();
        }
        Assert.Equal(4 * 103, Context.CellsUsed);

        var oldest = Submit(new string('a', 100) + "?");
        StepUntilDone();
        var newest = Submit(new string('e', 100) + "?");
        StepUntilDone();

        Assert.Equal(0, (await ResultOf(oldest)).Usage.CachedTokens);
        Assert.Equal(100, (await ResultOf(newest)).Usage.CachedTokens);
    }

    [Fact]
    public async Task Step_ReaderIsCancelled_TheOneThatWaitedForItsPrefixGoesOn()
    {
        BatchTokens = 64;
        var reader = Submit(new string('d', 500) + "first?");
        var waits = Submit(new string('d', 500) + "second?");
        Step(2);
        Assert.Equal(128, Context.TokensComputed);

        reader.Cancel();
        StepUntilDone();

        var result = await ResultOf(waits);
        Assert.Equal("xxxx", result.Text);
        Assert.Equal(128, result.Usage.CachedTokens);
    }
}

using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

/// <summary>What a waiting request shares is searched once, not in each step.</summary>
public sealed class EngineLoopLooksTests : EngineLoopTests
{
    private static readonly string _text = new('a', 600);

    [Fact]
    public async Task Step_WaitsWhileItsTextIsRead_SearchesOnce()
    {
        Submit(_text + "two?");
        Step(1);
        var waiting = Submit(_text + "other?");
        Step(1);
        var searches = Loop.PrefixSearches;
        var decodes = Context.Decodes;

        Step(6);

        Assert.Equal(searches, Loop.PrefixSearches);
        Assert.Equal(6, Context.Decodes - decodes);
        Assert.False(waiting.Completion.IsCompleted);
        StepUntilDone();
        Assert.Equal(600, (await ResultOf(waiting)).Usage.CachedTokens);
    }

    [Fact]
    public async Task Step_TextWasReadAndReaderHasEnded_SharesTheResident()
    {
        var reader = Submit(_text + "two?", maxTokens: 1);
        Step(1);
        var waiting = Submit(_text + "other?");
        while (!reader.Completion.IsCompleted)
        {
            Assert.False(waiting.Completion.IsCompleted);
            Step(1);
        }

        StepUntilDone();

        Assert.Equal(600, (await ResultOf(waiting)).Usage.CachedTokens);
        Assert.Equal(600 + "two?".Length + "other?".Length + 3, Context.TokensComputed);
    }

    [Fact]
    public async Task Step_ReaderIsCancelled_TheOneThatWaitsGoesOn()
    {
        MaxResident = 0;
        var reader = Submit(_text + "two?");
        Step(1);
        var waiting = Submit(_text + "other?");
        Step(2);

        reader.Cancel();
        StepUntilDone();

        Assert.Equal("xxxx", (await ResultOf(waiting)).Text);
    }

    [Fact]
    public void Step_IsAdmitted_KnowsNobodyWhoRanBefore()
    {
        Submit("stream", maxTokens: 100);
        Step(1);
        var second = Submit("string", maxTokens: 100);
        Step(1);
        var third = Submit("strand", maxTokens: 100);
        Step(1);

        Assert.Equal(3, Loop.Active.Count);
        Assert.All([second, third], ticket => Assert.Null(ticket.Look));
        StepUntilDone();
    }

    [Fact]
    public void Step_AnotherGenerationCame_SearchesAgain()
    {
        Submit(_text + "two?");
        Step(1);
        Submit(_text + "other?");
        Step(1);
        var searches = Loop.PrefixSearches;

        Submit("bbbb", maxTokens: 50);
        Step(3);

        // For the new one, and for the one that waits since there is more to share with.
        Assert.Equal(searches + 2, Loop.PrefixSearches);
        StepUntilDone();
    }
}

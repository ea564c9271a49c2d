using SleepTime.Engine.Generation.Lookup;

namespace SleepTime.Tests.Generation.Lookup;

public sealed class NgramIndexTests
{
    [Fact]
    public void Find_EndWasThereBefore_GivesTheLatestPlaceWhereItWentOn() => Assert.Equal(7, Find([1, 2, 3, 4, 1, 2, 3, 5], [9, 1, 2, 3]));

    [Fact]
    public void Find_ThreeTokensAgree_GoBeforeALaterPairThatAgrees() => Assert.Equal(3, Find([1, 2, 3, 4, 8, 2, 3, 5], [1, 2, 3]));

    [Fact]
    public void Find_OnlyTwoAgree_AreEnough() => Assert.Equal(3, Find([1, 2, 3, 4], [7, 2, 3]));

    [Fact]
    public void Find_NothingAgrees_IsMinusOne()
    {
        Assert.Equal(-1, Find([1, 2, 3, 4], [3, 2]));
        Assert.Equal(-1, Find([1, 2, 3, 4], [2]));
        Assert.Equal(-1, Find([], [1, 2]));
    }

    [Fact]
    public void Find_TextEndsHere_IsNotItsOwnContinuation() => Assert.Equal(-1, Find([5, 6, 7], [6, 7]));

    private static int Find(int[] text, int[] end)
    {
        var index = new NgramIndex();
        index.AddAll(text);
        return index.Find(end);
    }
}

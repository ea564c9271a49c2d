using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class PrefixStoreTests
{
    [Fact]
    public void FindLongest_SeveralResidents_GivesTheOneThatSharesMost()
    {
        var store = new PrefixStore(sequences: 4, maxResident: 4);
        Keep(store, 1, 2, 9);
        var longest = Keep(store, 1, 2, 3, 4);

        Assert.Equal((longest, 3), store.FindLongest([1, 2, 3, 7]));
        Assert.Equal((-1, 0), store.FindLongest([8]));
    }

    [Fact]
    public void Keep_PastTheLimit_DropsTheLeastRecentlyUsed()
    {
        var store = new PrefixStore(sequences: 4, maxResident: 2);
        var first = Keep(store, 1);
        var second = Keep(store, 2);
        store.Touch(first);
        Assert.True(store.TryTakeFree(out var third));

        Assert.Equal([second], store.Keep(third, [3]));
        Assert.Equal((first, 1), store.FindLongest([1]));
        Assert.Equal((-1, 0), store.FindLongest([2]));
    }

    [Fact]
    public void TryTakeFree_EverySequenceInUse_IsFalseUntilOneIsEvicted()
    {
        var store = new PrefixStore(sequences: 1, maxResident: 1);
        var only = Keep(store, 5);

        Assert.False(store.TryTakeFree(out _));
        Assert.True(store.TryEvict(out var evicted));
        Assert.Equal(only, evicted);
        Assert.True(store.TryTakeFree(out var again));
        Assert.Equal(only, again);
        Assert.False(store.TryEvict(out _));
    }

    private static int Keep(PrefixStore store, params int[] tokens)
    {
        Assert.True(store.TryTakeFree(out var sequence));
        Assert.Empty(store.Keep(sequence, tokens));
        return sequence;
    }
}

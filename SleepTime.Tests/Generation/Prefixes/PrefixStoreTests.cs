using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Tests.Generation.Prefixes;

public sealed class PrefixStoreTests
{
    private readonly List<int[]> _evicted = [];

    [Fact]
    public void FindLongest_SeveralResidents_GivesTheOneThatSharesMost()
    {
        var store = Store();
        Keep(store, 1, 2, 9);
        var longest = Keep(store, 1, 2, 3, 4);

        Assert.Equal((longest, 3), store.FindLongest([1, 2, 3, 7]));
        Assert.Equal((-1, 0), store.FindLongest([8]));
    }

    [Fact]
    public void Keep_PastTheLimit_DropsTheLeastRecentlyUsed()
    {
        var store = Store(maxResident: 2);
        var first = Keep(store, 1);
        var second = Keep(store, 2);
        store.Touch(first, GenerationClass.Question);
        Assert.True(store.TryTakeFree(out var third));

        Assert.Equal([second], store.Keep(third, [3], Owner()));
        Assert.Equal((first, 1), store.FindLongest([1]));
        Assert.Equal((-1, 0), store.FindLongest([2]));
        Assert.Equal([[2]], _evicted);
    }

    [Fact]
    public void Keep_PastTheCells_DropsUntilTheRestFits()
    {
        var store = Store(maxCells: 6);
        Keep(store, 1, 2, 3);
        var alike = Keep(store, 1, 2, 4);
        Assert.True(store.TryTakeFree(out var sequence));

        Assert.Single(store.Keep(sequence, [7, 8, 9], Owner()));
        Assert.Equal((alike, 3), store.FindLongest([1, 2, 4]));
        Assert.Equal([[1, 2, 3]], _evicted);
    }

    [Fact]
    public void Keep_LargerThanAllCells_IsItselfGivenUp()
    {
        var store = Store(maxCells: 2);
        Assert.True(store.TryTakeFree(out var sequence));

        Assert.Equal([sequence], store.Keep(sequence, [1, 2, 3], Owner()));
        Assert.Equal(0, store.ResidentCount);
        Assert.Equal([[1, 2, 3]], _evicted);
    }

    [Fact]
    public void Keep_ContinuesAnother_TakesItsPlace()
    {
        var store = Store();
        var beginning = Keep(store, 1, 2);
        Assert.True(store.TryTakeFree(out var sequence));

        Assert.Equal([beginning], store.Keep(sequence, [1, 2, 3], Owner(GenerationClass.Sleep)));
        Assert.Equal((sequence, 2), store.FindLongest([1, 2]));
        Assert.Empty(_evicted);
    }

    [Fact]
    public void TryEvict_ClassesMixed_GivesUpTheLeastUrgentFirst()
    {
        var store = Store();
        Keep(store, GenerationClass.Question, 1);
        var sleep = Keep(store, GenerationClass.Sleep, 2);
        var used = Keep(store, GenerationClass.Sleep, 3);
        store.Touch(used, GenerationClass.Question);
        store.Touch(sleep, GenerationClass.Sleep);

        Assert.True(store.TryEvict(out var evicted));
        Assert.Equal(sleep, evicted);
        Assert.True(store.TryEvict(out _));
        Assert.Equal((used, 1), store.FindLongest([3]));
    }

    [Fact]
    public void TryTakeFree_EverySequenceInUse_IsFalseUntilOneIsEvicted()
    {
        var store = Store(sequences: 1);
        var only = Keep(store, 5);

        Assert.False(store.TryTakeFree(out _));
        Assert.True(store.TryEvict(out var evicted));
        Assert.Equal(only, evicted);
        Assert.True(store.TryTakeFree(out var again));
        Assert.Equal(only, again);
        Assert.False(store.TryEvict(out _));
    }

    [Fact]
    public void Forget_OneContext_LeavesTheOthersAndTellsNobody()
    {
        var store = Store();
        var (gone, stays) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.True(store.TryTakeFree(out var first));
        store.Keep(first, [1], new PrefixOwner(GenerationClass.Question, gone));
        Assert.True(store.TryTakeFree(out var second));
        store.Keep(second, [2], new PrefixOwner(GenerationClass.Question, stays));

        Assert.Equal([first], store.Forget(gone));
        Assert.Equal((-1, 0), store.FindLongest([1]));
        Assert.Equal((second, 1), store.FindLongest([2]));
        Assert.Empty(_evicted);
    }

    [Fact]
    public void Keep_ContinuesOneOfAnotherContext_LeavesItToBeForgotten()
    {
        var store = Store();
        var context = Guid.NewGuid();
        Assert.True(store.TryTakeFree(out var first));
        store.Keep(first, [1, 2], new PrefixOwner(GenerationClass.Question, context));
        var second = Keep(store, 1, 2, 3);

        Assert.Equal([first], store.Forget(context));
        Assert.Equal((second, 3), store.FindLongest([1, 2, 3]));
    }

    private PrefixStore Store(int sequences = 4, int maxResident = 4, int maxCells = 100) =>
        new(sequences, maxResident, maxCells, (evicted, _) => _evicted.Add(evicted.Tokens));

    private static PrefixOwner Owner(GenerationClass @class = GenerationClass.Question) => new(@class, null);

    private static int Keep(PrefixStore store, params int[] tokens) => Keep(store, GenerationClass.Question, tokens);

    private static int Keep(PrefixStore store, GenerationClass @class, params int[] tokens)
    {
        Assert.True(store.TryTakeFree(out var sequence));
        Assert.Empty(store.Keep(sequence, tokens, Owner(@class)));
        return sequence;
    }
}

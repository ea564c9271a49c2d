using FsCheck;
using FsCheck.Xunit;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Tests.Generation.Prefixes;

public sealed class StateMemoryTests
{
    [Fact]
    public void Add_PastTheBudget_GivesUpTheLeastUrgentThenTheLeastRecentlyUsed()
    {
        var memory = new StateMemory(budget: 30);
        var old = State(1, 10);
        var used = State(2, 10);
        var sleep = State(3, 10, GenerationClass.Sleep);
        Assert.All([old, used, sleep], state => Assert.Empty(memory.Add(state)));

        Assert.Same(sleep, Assert.Single(memory.Add(State(4, 5))));
        memory.Touch(old, GenerationClass.Question);
        Assert.Same(used, Assert.Single(memory.Add(State(5, 10))));
        Assert.Equal(25, memory.Bytes);
    }

    [Fact]
    public void Touch_ByAQuestion_MakesABackgroundStateAsGood()
    {
        var memory = new StateMemory(budget: 20);
        var sleep = State(1, 10, GenerationClass.Sleep);
        memory.Add(sleep);
        memory.Add(State(2, 10, GenerationClass.Experiment));
        memory.Touch(sleep, GenerationClass.Question);

        Assert.Equal([2], Assert.Single(memory.Add(State(3, 10))).Tokens);
    }

    [Fact]
    public void Add_LargerThanTheBudget_ComesBackAndLeavesTheOthers()
    {
        var memory = new StateMemory(budget: 20);
        memory.Add(State(1, 20));
        var large = State(2, 21);

        Assert.Same(large, Assert.Single(memory.Add(large)));
        Assert.True(memory.TryFindLongest([1], out _, out _));
    }

    [Fact]
    public void Forget_OneContext_LeavesTheOthers()
    {
        var memory = new StateMemory(budget: 100);
        var context = Guid.NewGuid();
        memory.Add(State(1, 10) with { Owner = new PrefixOwner(GenerationClass.Question, context) });
        memory.Add(State(2, 10));

        memory.Forget(context);

        Assert.False(memory.TryFindLongest([1], out _, out _));
        Assert.True(memory.TryFindLongest([2], out _, out _));
        Assert.Equal(10, memory.Bytes);
    }

    [Property]
    public void AnyStates_BudgetIsKeptAndNoneIsLost(NonNegativeInt[] sizes, NonNegativeInt budget)
    {
        var memory = new StateMemory(budget.Get);
        var kept = new HashSet<int>();
        for (var i = 0; i < sizes.Length; i++)
        {
            kept.Add(i);
            foreach (var gone in memory.Add(State(i, sizes[i].Get, (GenerationClass)(i % 3))))
                Assert.True(kept.Remove(gone.Tokens[0]));
            Assert.InRange(memory.Bytes, 0, budget.Get);
            Assert.Equal(kept.Sum(state => sizes[state].Get), memory.Bytes);
        }
    }

    private static SavedState State(int token, int bytes, GenerationClass @class = GenerationClass.Question) =>
        new([token], new byte[bytes], new PrefixOwner(@class, null), PrefixTier.Memory);
}

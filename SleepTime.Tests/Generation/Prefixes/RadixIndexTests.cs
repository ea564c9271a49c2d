using FsCheck.Xunit;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Tests.Generation.Prefixes;

public sealed class RadixIndexTests
{
    [Fact]
    public void TryFindLongest_NobodyBeginsAlike_IsFalse()
    {
        var index = new RadixIndex<string>();
        Assert.False(index.TryFindLongest([1], out _, out _));
        index.Add([1, 2], "a");

        Assert.False(index.TryFindLongest([2, 1], out _, out var shared));
        Assert.Equal(0, shared);
    }

    [Fact]
    public void TryFindLongest_SeveralShareAsMuch_GivesTheShortest()
    {
        var index = new RadixIndex<string>();
        index.Add([1, 2, 3, 4, 5, 6], "long");
        index.Add([1, 2, 3, 7], "short");

        Assert.True(index.TryFindLongest([1, 2, 9], out var holder, out var shared));

        Assert.Equal(("short", 2), (holder, shared));
    }

    [Fact]
    public void TokenCount_SharedBeginning_CountsOnce()
    {
        var index = new RadixIndex<string>();
        index.Add([1, 2, 3], "a");
        index.Add([1, 2, 4, 5], "b");
        Assert.Equal(5, index.TokenCount);

        Assert.True(index.Remove("a"));
        Assert.Equal(4, index.TokenCount);
        Assert.False(index.Remove("a"));
    }

    [Fact]
    public void Add_EmptyOrTwice_IsRefused()
    {
        var index = new RadixIndex<string>();
        index.Add([1], "a");

        Assert.Throws<ArgumentException>(() => index.Add([], "b"));
        Assert.Throws<ArgumentException>(() => index.Add([2], "a"));
        Assert.Equal(1, index.Count);
    }

    /// <summary>Each row of bytes is a step: added when it holds three tokens or more, else the row at its first byte is removed.</summary>
    [Property(MaxTest = 300)]
    public void AnySteps_AgreeWithComparingEachHolder(byte[][] steps, byte[] query)
    {
        var index = new RadixIndex<int>();
        var model = new Dictionary<int, int[]>();
        for (var step = 0; step < steps.Length; step++)
        {
            // Three values only: rows of random bytes would hardly ever begin alike.
            int[] tokens = [.. steps[step].Select(value => value % 3)];
            if (tokens.Length >= 3)
            {
                index.Add(tokens, step);
                model.Add(step, tokens);
            }
            else if (tokens.Length > 0)
            {
                var victim = steps[step][0] % (step + 1);
                Assert.Equal(model.Remove(victim), index.Remove(victim));
            }
            Verify(index, model, [.. query.Select(value => value % 3)]);
            foreach (var known in model.Values.Take(3))
                Verify(index, model, known);
        }
    }

    private static void Verify(RadixIndex<int> index, Dictionary<int, int[]> model, int[] query)
    {
        var longest = model.Values.Select(tokens => tokens.AsSpan().CommonPrefixLength(query)).DefaultIfEmpty(0).Max();

        Assert.Equal(longest > 0, index.TryFindLongest(query, out var holder, out var shared));
        Assert.Equal(longest, shared);
        if (longest > 0)
        {
            Assert.Equal(longest, model[holder].AsSpan().CommonPrefixLength(query));
            Assert.Equal(model.Values.Where(tokens => tokens.AsSpan().CommonPrefixLength(query) == longest).Min(tokens => tokens.Length), model[holder].Length);
        }
        Assert.Equal(model.Count, index.Count);
        var beginnings = model.Values.SelectMany(tokens => Enumerable.Range(1, tokens.Length).Select(length => string.Join(',', tokens[..length])));
        Assert.Equal(beginnings.Distinct().Count(), index.TokenCount);
    }
}

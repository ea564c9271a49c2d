using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation.Prefixes;

/// <summary>States of several contexts with the same tokens.</summary>
public sealed class StateDiskContextsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Guid _context = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    [Fact]
    public void Hide_OtherContextsHaveTheSameTokens_HidesTheirsAsWell()
    {
        var disk = Open();
        disk.Write(State([1, 2]));
        disk.Write(State([1, 2]) with { Owner = new PrefixOwner(GenerationClass.Question, _other) });
        disk.Write(State([1, 2, 3]));

        Assert.Equal(2, disk.Hide(State([1, 2])).Count);

        Assert.True(disk.TryFindLongest([1, 2], out var left, out _));
        Assert.Equal([1, 2, 3], left.Manifest!.Tokens);
    }

    [Fact]
    public void LongestOf_AnotherContextHasMore_CountsOnlyItsOwn()
    {
        var disk = Open();
        disk.Write(State([1, 2, 3]) with { Owner = new PrefixOwner(GenerationClass.Question, _other) });
        disk.Write(State([1, 2]));
        Assert.Equal(2, disk.LongestOf(_context, [1, 2, 3]));

        disk.Forget(_context);

        Assert.Equal(0, disk.LongestOf(_context, [1, 2, 3]));
        Assert.True(disk.TryFindLongest([1, 2, 3], out _, out _));
    }

    public void Dispose() => _folder.Dispose();

    private StateDisk Open()
    {
        var identity = new StateIdentity("abc", "tiny-1", new FakeLoadedModel().StateFormat);
        var disk = new StateDisk(new StateFolder(_folder.Path), identity, 1 << 20, new FakeTimeProvider(), NullLogger.Instance);
        disk.Open();
        return disk;
    }

    private SavedState State(int[] tokens) => new(tokens, new byte[100], new PrefixOwner(GenerationClass.Question, _context), PrefixTier.Memory);
}

using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Tests.Generation.Prefixes;

public sealed class PrefixSpeedsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PrefixSpeeds _speeds;

    public PrefixSpeedsTests() => _speeds = new PrefixSpeeds(_time);

    [Fact]
    public void PaysToRestore_NothingMeasured_IsTried() => Assert.True(_speeds.PaysToRestore(PrefixTier.Disk, long.MaxValue, 1));

    [Theory]
    [InlineData(99, true)]
    [InlineData(101, false)]
    public void PaysToRestore_Measured_ComparesBothTimes(long bytes, bool pays)
    {
        Computed(tokens: 100);
        Moved(PrefixTier.Memory, 100);

        Assert.Equal(pays, _speeds.PaysToRestore(PrefixTier.Memory, bytes, 100));
    }

    [Fact]
    public void PaysToRestore_FromDisk_CountsBothWays()
    {
        Computed(tokens: 100);
        Moved(PrefixTier.Memory, 100);
        Moved(PrefixTier.Disk, 100);

        Assert.True(_speeds.PaysToRestore(PrefixTier.Disk, 49, 100));
        Assert.False(_speeds.PaysToRestore(PrefixTier.Disk, 80, 100));
        Assert.True(_speeds.PaysToRestore(PrefixTier.Memory, 80, 100));
    }

    [Fact]
    public void PaysToRestore_RefusedAgainAndAgain_IsTriedOnceMore()
    {
        Computed(tokens: 100);
        Moved(PrefixTier.Memory, 1);

        var refusals = 0;
        while (!_speeds.PaysToRestore(PrefixTier.Memory, 10, 100))
            Assert.True(++refusals < 100, "It is never tried again.");
        Assert.True(refusals > 10, $"Only {refusals} refusals.");
    }

    [Fact]
    public void PaysToRestore_FromDiskThroughSlowMemory_IsTriedOnceMore()
    {
        Computed(tokens: 100);
        Moved(PrefixTier.Memory, 1);
        Moved(PrefixTier.Disk, 1000);

        var refusals = 0;
        while (!_speeds.PaysToRestore(PrefixTier.Disk, 10, 100))
            Assert.True(++refusals < 100, "It is never tried again.");
        Assert.True(refusals > 10, $"Only {refusals} refusals.");
    }

    [Fact]
    public void Computed_SmallBatch_DoesNotCount()
    {
        Computed(tokens: 100);
        Computed(tokens: 1);
        Moved(PrefixTier.Memory, 100);

        Assert.True(_speeds.PaysToRestore(PrefixTier.Memory, 99, 100));
        Assert.False(_speeds.PaysToRestore(PrefixTier.Memory, 110, 100));
    }

    // In one second each.
    private void Computed(int tokens)
    {
        var since = _speeds.Now();
        _time.Advance(TimeSpan.FromSeconds(1));
        _speeds.Computed(tokens, since);
    }

    private void Moved(PrefixTier from, long bytes)
    {
        var since = _speeds.Now();
        _time.Advance(TimeSpan.FromSeconds(1));
        _speeds.Moved(from, bytes, since);
    }
}

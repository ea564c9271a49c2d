using SleepTime.Engine.Runtimes.InProcess;

namespace SleepTime.Tests.Runtimes.InProcess;

public sealed class ComputeThreadsTests
{
    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(2, null, 2)]
    [InlineData(3, null, 2)]
    [InlineData(16, null, 15)]
    [InlineData(4, 3.5, 2)]
    [InlineData(2, 1.5, 1)]
    [InlineData(1, 0.25, 1)]
    [InlineData(4, 64.0, 3)]
    public void Choose_ProcessorsAndQuota_RoundsDownAndLeavesOneToThePages(int processors, double? quota, int expected) =>
        Assert.Equal(expected, ComputeThreads.Choose(modelBytes: 4L << 30, processors, quota));

    [Fact]
    public void Choose_SmallModel_TakesOne() => Assert.Equal(1, ComputeThreads.Choose(modelBytes: 6 << 20, processors: 16, quota: null));
}

using SleepTime.Engine.Insights;

namespace SleepTime.Tests.Insights;

public sealed class TokenBalanceTests
{
    [Fact]
    public void SavedAwake_NoComparison_IsUnknownAndNotZero() => Assert.Null(TokenBalance.SavedAwake([]));

    [Fact]
    public void SavedAwake_Comparisons_SumsTheDifferences() =>
        Assert.Equal(25 - 3, TokenBalance.SavedAwake([new TokenPair(30, 5), new TokenPair(4, 7)]));

    [Fact]
    public void SavedAwake_SleepTimeNeededMore_IsNegative() => Assert.Equal(-10, TokenBalance.SavedAwake([new TokenPair(5, 15)]));

    [Fact]
    public void SavedAwake_ManyLargeOnes_DoesNotOverflow() =>
        Assert.Equal(3L * int.MaxValue, TokenBalance.SavedAwake([.. Enumerable.Repeat(new TokenPair(int.MaxValue, 0), 3)]));
}

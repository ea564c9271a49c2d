using SleepTime.Engine.Sharing;

namespace SleepTime.Tests.Sharing;

public sealed class ShareTokenTests
{
    [Fact]
    public void Create_ManyTimes_IsAlwaysAnotherAndFitsAnAddress()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => ShareToken.Create()).ToHashSet();

        Assert.Equal(1000, tokens.Count);
        Assert.All(tokens, token => Assert.Equal((ShareToken.Length, token), (token.Length, Uri.EscapeDataString(token))));
    }

    [Fact]
    public void Hash_OfAToken_IsItsSha256() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ShareToken.Hash("abc"));
}

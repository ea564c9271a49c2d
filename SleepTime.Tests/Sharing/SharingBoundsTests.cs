using SleepTime.Engine.Sharing;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sharing;

public sealed class SharingBoundsTests() : SharingFixture(("Sharing:MaxShares", "2"), ("Sharing:MaxSnapshotBytes", "65536"))
{
    [Fact]
    public async Task Create_AllLinksWork_IsRefused()
    {
        await ShareAsync(ShareKind.Overview);
        await ShareAsync(ShareKind.Overview);

        var refused = await Assert.ThrowsAsync<ShareRefusedException>(() => ShareAsync(ShareKind.Overview));

        Assert.Contains("Revoke one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OneExpired_ForgetsThatOne()
    {
        var expired = await ShareAsync(ShareKind.Overview, lifetime: TimeSpan.FromDays(1));
        var live = await ShareAsync(ShareKind.Overview);
        Engine.Time.Advance(TimeSpan.FromDays(2));

        var made = await ShareAsync(ShareKind.Overview);

        Assert.Equal([made.Share.Id, live.Share.Id], (await Shares.ListAsync(1, 10, CancellationToken.None)).Items.Select(share => share.Id));
        Assert.Null(await Shares.FindAsync(expired.Share.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Create_AnotherExpiredBefore_DeletesItsPicture()
    {
        var expired = await ShareAsync(ShareKind.Overview, lifetime: TimeSpan.FromDays(1));
        Engine.Time.Advance(TimeSpan.FromDays(2));

        await ShareAsync(ShareKind.Overview);

        Assert.Null((await StoredAsync(expired)).Snapshot);
    }

    [Fact]
    public async Task Create_TooLarge_IsRefusedWithBothSizes()
    {
        var context = await Engine.AddContextAsync(new string('é', 33_000));

        var refused = await Assert.ThrowsAsync<ShareRefusedException>(() => ShareAsync(ShareKind.Context, context.Id));

        Assert.Contains("65,536", refused.Message, StringComparison.Ordinal);
        Assert.Empty((await Shares.ListAsync(1, 10, CancellationToken.None)).Items);
    }
}

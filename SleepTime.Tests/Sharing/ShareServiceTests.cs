using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sharing;

public sealed class ShareServiceTests : SharingFixture
{
    [Fact]
    public async Task Create_Stored_KeepsTheHashAndNotTheToken()
    {
        var made = await ShareAsync(ShareKind.Overview);

        var stored = await StoredAsync(made);

        Assert.Equal(ShareToken.Hash(made.Token), stored.TokenHash);
        Assert.DoesNotContain(made.Token, stored.Snapshot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_Twice_IsCountedWithItsMoment()
    {
        var made = await ShareAsync(ShareKind.Overview);
        await Shares.OpenAsync(made.Token, CancellationToken.None);
        Engine.Time.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await Shares.OpenAsync(made.Token, CancellationToken.None));

        var view = await Shares.FindAsync(made.Share.Id, CancellationToken.None);

        Assert.Equal((2, Engine.Time.GetUtcNow()), (view!.OpenedCount, view.LastOpenedAt!.Value));
    }

    [Fact]
    public async Task Open_ThatCannotBeCounted_IsShownAllTheSame()
    {
        var made = await ShareAsync(ShareKind.Overview);
        await using (var database = await Engine.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            await database.Database.ExecuteSqlRawAsync("CREATE TRIGGER Full BEFORE UPDATE ON Shares BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END", TestContext.Current.CancellationToken);

        Assert.NotNull(await Shares.OpenAsync(made.Token, CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Open_TokenNeverGivenOut_IsNull(string token)
    {
        await ShareAsync(ShareKind.Overview);
        Assert.Null(await Shares.OpenAsync(token, CancellationToken.None));
    }

    [Fact]
    public async Task Open_Expired_IsNullAndNotCounted()
    {
        var made = await ShareAsync(ShareKind.Overview, lifetime: TimeSpan.FromDays(1));
        Engine.Time.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        Assert.NotNull(await Shares.OpenAsync(made.Token, CancellationToken.None));
        Engine.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(await Shares.OpenAsync(made.Token, CancellationToken.None));

        var view = await Shares.FindAsync(made.Share.Id, CancellationToken.None);
        Assert.Equal((1, ShareState.Expired), (view!.OpenedCount, view.StateAt(Engine.Time.GetUtcNow())));
    }

    [Fact]
    public async Task Revoke_Live_EndsItAndDeletesThePicture()
    {
        var made = await ShareAsync(ShareKind.Overview);

        Assert.True(await Shares.RevokeAsync(made.Share.Id, CancellationToken.None));

        Assert.Null(await Shares.OpenAsync(made.Token, CancellationToken.None));
        Assert.Null((await StoredAsync(made)).Snapshot);
        Assert.Equal(ShareState.Revoked, (await Shares.FindAsync(made.Share.Id, CancellationToken.None))!.StateAt(Engine.Time.GetUtcNow()));
    }

    [Fact]
    public async Task Revoke_Twice_KeepsTheFirstMoment()
    {
        var made = await ShareAsync(ShareKind.Overview);
        await Shares.RevokeAsync(made.Share.Id, CancellationToken.None);
        var at = Engine.Time.GetUtcNow();
        Engine.Time.Advance(TimeSpan.FromHours(1));

        Assert.True(await Shares.RevokeAsync(made.Share.Id, CancellationToken.None));

        Assert.Equal(at, (await StoredAsync(made)).RevokedAt);
    }

    [Fact]
    public async Task Revoke_NoSuchLink_IsFalse() => Assert.False(await Shares.RevokeAsync(Guid.NewGuid(), CancellationToken.None));

    [Fact]
    public async Task List_Several_IsNewestFirstInPages()
    {
        var made = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            made.Add((await ShareAsync(ShareKind.Overview)).Share.Id);
            Engine.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var page = await Shares.ListAsync(1, 2, CancellationToken.None);

        Assert.Equal(3, page.Total);
        Assert.Equal([made[2], made[1]], page.Items.Select(share => share.Id));
        Assert.Single((await Shares.ListAsync(2, 2, CancellationToken.None)).Items);
        Assert.Empty((await Shares.ListAsync(int.MaxValue, 2, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Create_NoSuchThing_IsNull()
    {
        Assert.Null(await Shares.CreateAsync(ShareKind.Context, Guid.NewGuid(), null, TestEngine.Owner, CancellationToken.None));
        Assert.Null(await Shares.CreateAsync(ShareKind.Comparison, Guid.NewGuid(), null, TestEngine.Owner, CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(366)]
    public async Task Create_LifetimeOutOfRange_Throws(int days) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ShareAsync(ShareKind.Overview, lifetime: TimeSpan.FromDays(days)));
}

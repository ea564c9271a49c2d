using System.Text;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Generation;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Contexts;

public sealed class ContextServiceTests : IDisposable
{
    private readonly ContextsFixture _contexts = new();

    [Fact]
    public async Task CreateAsync_Text_IsStoredCountedAndTold()
    {
        var created = await _contexts.CreateAsync("Maya has 3 marbles.\r\nTom has 4.\r\n", "Marbles");

        Assert.Equal(("Marbles", "Maya has 3 marbles.\nTom has 4.", 1), (created.Title, created.Text, created.Version));
        Assert.Equal(30, created.Tokens);
        Assert.True(created.Fits);
        Assert.Equal(("maya", NotesState.None, false), (created.Owner, created.Notes, created.IsSample));
        Assert.Equal([(created.Id, created.VersionId, "maya")], _contexts.Follower.Stored);
        Assert.Equal([new ContextChanged(created.Id)], _contexts.Events);
    }

    [Fact]
    public async Task CreateOrReplace_CallerLeavesAtTheCommit_IsToldAllTheSame()
    {
        using var leaves = new CancellationTokenSource();
        _contexts.Watch.OnCommitted = leaves.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _contexts.Service.CreateAsync("Marbles", "Maya has 3.", "maya", storesDuplicate: true, leaves.Token));
        var stored = Assert.Single(_contexts.Follower.Stored);

        using var leavesAgain = new CancellationTokenSource();
        _contexts.Watch.OnCommitted = leavesAgain.Cancel;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _contexts.Service.ReplaceTextAsync(stored.ContextId, "Maya has 4.", basedOn: null, leavesAgain.Token));

        Assert.Equal(2, _contexts.Follower.Stored.Count);
        Assert.Equal([new ContextChanged(stored.ContextId), new ContextChanged(stored.ContextId)], _contexts.Events);
    }

    [Fact]
    public async Task CreateAsync_NoTitle_TakesTheFirstWords() =>
        Assert.Equal("Maya has 3 marbles.", (await _contexts.CreateAsync("# Maya has 3 marbles.\nTom has 4.", title: " ")).Title);

    [Fact]
    public async Task CreateAsync_LongerThanTheModelReadsAtOnce_IsStoredWholeAndCutIntoSections()
    {
        using var contexts = new ContextsFixture(TestModelHost.Ready(contextLength: 1_392));
        var limit = contexts.Models.Require().Prompts.TextLimit(1_392);
        using var sections = new SectionStore(contexts.Database);
        var follower = new SectionFollower(sections, contexts.Models, contexts.Database);
        contexts.Follower.OnStored = () => follower.OnVersionStoredAsync(contexts.Follower.Stored[^1].ContextId, contexts.Follower.Stored[^1].VersionId, "maya", CancellationToken.None);

        var fits = await contexts.CreateAsync(new string('x', limit));
        var isLong = await contexts.CreateAsync(new string('x', limit + 1));

        Assert.Equal((true, 0), (fits.Fits, fits.Sections));
        Assert.Equal((false, limit + 1), (isLong.Fits, isLong.Text.Length));
        Assert.Equal((await sections.ListAsync(isLong.VersionId, contexts.Models.Require(), CancellationToken.None)).Count, isLong.Sections);
        Assert.True(isLong.Sections > 1);
        await using var database = contexts.Database.CreateDbContext();
        Assert.False(await database.ContextSections.AnyAsync(section => section.ContextVersionId == fits.VersionId));
    }

    [Fact]
    public async Task CreateAsync_ModelIsLoading_IsRefusedAsNotReady()
    {
        using var contexts = new ContextsFixture(TestModelHost.Loading());

        Assert.True((await Assert.ThrowsAsync<ModelNotReadyException>(() => contexts.CreateAsync("Maya has 3."))).WillBeReady);
    }

    [Fact]
    public async Task CreateOrReplace_AnotherModelIsLoadedAfterItWasMeasured_StoresNothingThatWasCountedByTheOldOne()
    {
        var stored = await _contexts.CreateAsync("Maya has 3.");
        _contexts.Watch.OnStarting = () => _contexts.Models.SetReady(TestModelHost.Describe(new FakeLoadedModel()));

        var create = await Assert.ThrowsAsync<ModelNotReadyException>(() => _contexts.CreateAsync("Tom has 4."));
        var replace = await Assert.ThrowsAsync<ModelNotReadyException>(() => _contexts.Service.ReplaceTextAsync(stored.Id, "Maya has 5.", basedOn: null, CancellationToken.None));

        Assert.True(create.WillBeReady && replace.WillBeReady);
        await using var database = _contexts.Database.CreateDbContext();
        Assert.Equal("Maya has 3.", (await database.ContextVersions.SingleAsync()).Text);
    }

    [Fact]
    public async Task CreateAsync_FollowerFails_TheContextIsThereAndTold()
    {
        _contexts.Follower.OnStored = () => throw new InvalidOperationException("No job today.");

        var created = await _contexts.CreateAsync("Maya has 3.");

        Assert.NotNull(await _contexts.Service.FindAsync(created.Id, CancellationToken.None));
        Assert.Equal([new ContextChanged(created.Id)], _contexts.Events);
    }

    [Fact]
    public async Task ReplaceTextAsync_OtherText_MakesTheNextVersionAndForgetsExpectedAnswers()
    {
        var created = await _contexts.CreateAsync("Maya has 3.");
        await using (var database = _contexts.Database.CreateDbContext())
        {
            database.Add(new SuggestedQuestion { ContextId = created.Id, Order = 0, Text = "How many?", ExpectedAnswer = "3" });
            await database.SaveChangesAsync();
        }
        _contexts.Time.Advance(TimeSpan.FromMinutes(5));

        var edited = await _contexts.Service.ReplaceTextAsync(created.Id, "Maya has 5.", basedOn: null, CancellationToken.None);

        Assert.Equal((2, "Maya has 5.", created.CreatedAt, created.CreatedAt.AddMinutes(5)), (edited!.Version, edited.Text, edited.CreatedAt, edited.EditedAt));
        Assert.Null(Assert.Single(edited.SuggestedQuestions).ExpectedAnswer);
        Assert.Equal([created.VersionId, edited.VersionId], _contexts.Follower.Stored.Select(stored => stored.VersionId));
    }

    [Fact]
    public async Task ReplaceTextAsync_SameWords_ChangesNothing()
    {
        var created = await _contexts.CreateAsync("Maya has 3.\nTom has 4.");

        var edited = await _contexts.Service.ReplaceTextAsync(created.Id, "Maya has 3.\r\nTom has 4.\r\n", basedOn: null, CancellationToken.None);

        Assert.Equal(created.VersionId, edited!.VersionId);
        Assert.Single(_contexts.Follower.Stored);
    }

    [Fact]
    public async Task ReplaceTextAsync_ManyAtOnce_EachMakesAVersionOfItsOwn()
    {
        var created = await _contexts.CreateAsync("Maya has 0.");

        await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(() => _contexts.Service.ReplaceTextAsync(created.Id, $"Maya has {number}.", basedOn: null, CancellationToken.None))));

        await using var database = _contexts.Database.CreateDbContext();
        var numbers = await database.ContextVersions.Where(version => version.ContextId == created.Id).Select(version => version.Number).Order().ToListAsync();
        Assert.Equal(Enumerable.Range(1, 9), numbers);
        Assert.Equal(9, (await _contexts.Service.FindAsync(created.Id, CancellationToken.None))!.Version);
    }

    [Fact]
    public async Task DeleteAsync_Context_IsGoneAfterTheFollowersWereDone()
    {
        var created = await _contexts.CreateAsync("Maya has 3.");
        var wasThere = false;
        _contexts.Follower.OnDeleting = async () => wasThere = await _contexts.Service.FindAsync(created.Id, CancellationToken.None) is not null;

        Assert.True(await _contexts.Service.DeleteAsync(created.Id, CancellationToken.None));

        Assert.True(wasThere);
        Assert.Null(await _contexts.Service.FindAsync(created.Id, CancellationToken.None));
        Assert.Equal([new ContextChanged(created.Id), new ContextChanged(created.Id)], _contexts.Events);
    }

    [Fact]
    public async Task DeleteAsync_TheCallerLeavesMeanwhile_GoesToItsEnd()
    {
        var created = await _contexts.CreateAsync("Maya has 3.");
        var (begun, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        _contexts.Follower.OnDeleting = () =>
        {
            begun.SetResult();
            return mayEnd.Task;
        };
        using var leaving = new CancellationTokenSource();

        var deleting = _contexts.Service.DeleteAsync(created.Id, leaving.Token);
        await begun.Task;
        await leaving.CancelAsync();
        mayEnd.SetResult();

        Assert.True(await deleting);
        Assert.Null(await _contexts.Service.FindAsync(created.Id, CancellationToken.None));
        Assert.Equal([created.Id], _contexts.Follower.Deleted);
    }

    [Fact]
    public async Task DeleteAsync_FollowerCannotEndItsWork_KeepsTheContext()
    {
        var created = await _contexts.CreateAsync("Maya has 3.");
        _contexts.Follower.OnDeleting = () => throw new InvalidOperationException("It still runs.");

        await Assert.ThrowsAsync<InvalidOperationException>(() => _contexts.Service.DeleteAsync(created.Id, CancellationToken.None));

        Assert.Empty(_contexts.Follower.Deleted);
        Assert.NotNull(await _contexts.Service.FindAsync(created.Id, CancellationToken.None));
    }

    [Fact]
    public async Task UnknownId_IsSaidEverywhere()
    {
        var id = Guid.NewGuid();

        Assert.Null(await _contexts.Service.FindAsync(id, CancellationToken.None));
        Assert.Null(await _contexts.Service.ReplaceTextAsync(id, "Maya has 3.", basedOn: null, CancellationToken.None));
        Assert.False(await _contexts.Service.DeleteAsync(id, CancellationToken.None));
        Assert.Empty(_contexts.Follower.Deleting);
    }

    public void Dispose() => _contexts.Dispose();
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation.Prefixes;

/// <summary>How many states are on their way from disk at once: none of them is in any budget.</summary>
public sealed class SavedPrefixesTests : IAsyncDisposable
{
    private const int Length = 40;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ManualResetEventSlim _mayRead = new();
    private readonly SemaphoreSlim _woken = new(0);
    private readonly StateWriter _writer;
    private readonly SavedPrefixes _saved;
    private int _read;

    public SavedPrefixesTests()
    {
        var disk = new StateDisk(
            new StateFolder(_folder.Path), new StateIdentity("abc", "tiny-1", new FakeLoadedModel().StateFormat), 1 << 20, _time, NullLogger.Instance,
            beforeRead: () =>
            {
                Interlocked.Increment(ref _read);
                _mayRead.Wait();
            });
        disk.Open();
        foreach (var token in Enumerable.Range(1, 5))
            disk.Write(new SavedState(Tokens(token), new byte[100], new PrefixOwner(GenerationClass.Question, Guid.NewGuid()), PrefixTier.Memory));
        _writer = new StateWriter(disk, NullLogger.Instance);
        _saved = new SavedPrefixes(new StateMemory(0), _writer, new PrefixSpeeds(_time), new PrefixMeter(), () => _woken.Release());
    }

    [Fact]
    public async Task IsLoading_ManyStatesWanted_ReadsTwoAtATimeUntilTheyAreClaimed()
    {
        var tickets = Enumerable.Range(1, 5).Select(token => Ticket(token)).ToList();
        Assert.All(tickets, ticket => Assert.True(IsLoading(ticket)));
        Assert.Equal(2, tickets.Count(ticket => ticket.Load is not null));

        _mayRead.Set();
        await WokenAsync(times: 2);
        Assert.Equal([false, false, true, true, true], tickets.Select(IsLoading));
        Assert.Equal(2, Volatile.Read(ref _read));

        Assert.NotNull(_saved.Find(tickets[0], Wanted(tickets[0]), live: 0));
        Assert.True(IsLoading(tickets[2]));
        await WokenAsync(times: 1);
        Assert.Equal(3, Volatile.Read(ref _read));
        Assert.Null(tickets[3].Load);

        // Whoever is cancelled claims nothing any more.
        tickets[1].FinishUnadmitted(FinishReason.Cancelled, null);
        Assert.True(IsLoading(tickets[3]));
        Assert.NotNull(tickets[3].Load);
        await WokenAsync(times: 1);
    }

    [Fact]
    public async Task IsLoading_SleepHasNotClaimedItsStates_AQuestionTakesTheirPlace()
    {
        _mayRead.Set();
        var (first, second, question) = (Ticket(1, GenerationClass.Sleep), Ticket(2, GenerationClass.Sleep), Ticket(3));
        Assert.True(IsLoading(first));
        Assert.True(IsLoading(second));
        await WokenAsync(times: 2);

        Assert.True(IsLoading(question));

        Assert.NotNull(question.Load);
        Assert.Single(new[] { first, second }, ticket => ticket.Load is null);
        await WokenAsync(times: 1);
    }

    [Fact]
    public async Task Discard_OthersWaitForTheSameState_TheyDoWithout()
    {
        _mayRead.Set();
        var (first, second) = (Ticket(1), Ticket(1));
        Assert.True(IsLoading(first));
        await WokenAsync(times: 1);
        Assert.False(IsLoading(second));
        var found = _saved.Find(first, Wanted(first), live: 0);
        Assert.NotNull(found);

        _saved.Discard(found.Value.State);

        Assert.Null(_saved.Find(second, Wanted(second), live: 0));
        Assert.False(IsLoading(Ticket(1)));
        Assert.Equal(1, Volatile.Read(ref _read));
    }

    public async ValueTask DisposeAsync()
    {
        _mayRead.Set();
        await _writer.CloseAsync();
        _mayRead.Dispose();
        _woken.Dispose();
        _folder.Dispose();
    }

    private bool IsLoading(GenerationTicket ticket) => _saved.IsLoading(ticket, _saved.LookAt(Wanted(ticket)), live: 0);

    private async Task WokenAsync(int times)
    {
        for (var i = 0; i < times; i++)
            Assert.True(await _woken.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    private GenerationTicket Ticket(int token, GenerationClass @class = GenerationClass.Question) =>
        new(new GenerationRequest { Prompt = Tokens(token), Class = @class, MaxTokens = 1 }, new GenerationClock(_time), _ => { });

    private static int[] Wanted(GenerationTicket ticket) => [.. ticket.Request.Prompt];

    private static int[] Tokens(int token) => [.. Enumerable.Repeat(token, Length)];
}

using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class GenerationTicketTests
{
    private readonly GenerationTicket _ticket = new(
        new GenerationRequest { Prompt = [1], Class = GenerationClass.Sleep, MaxTokens = 9 }, new GenerationClock(new FakeTimeProvider()), _ => { });

    [Theory]
    [InlineData(100_000, false)]
    [InlineData(100_001, true)]
    public async Task SteppedAside_ChangesOftenAndNobodyReads_OneUpdateIsLeftAndItIsTheLatest(int changes, bool latest)
    {
        for (var i = 0; i < changes; i++)
            _ticket.SteppedAside = !_ticket.SteppedAside;
        _ticket.Tell(new GenerationText("x", 1));
        _ticket.FinishUnadmitted(FinishReason.Cancelled, null);

        var updates = await _ticket.ReadUpdatesAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, updates.Count);
        Assert.Equal([new GenerationSteppedAside(latest), new GenerationText("x", 1)], updates.Take(2));
        Assert.IsType<GenerationFinished>(updates[2]);
    }

    [Fact]
    public async Task SteppedAside_ReadAsItChanges_EachChangeIsTold()
    {
        var updates = _ticket.ReadUpdatesAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        List<GenerationUpdate> read = [];
        foreach (var aside in new[] { true, false, true })
        {
            _ticket.SteppedAside = aside;
            await updates.MoveNextAsync();
            read.Add(updates.Current);
        }

        Assert.Equal([new GenerationSteppedAside(true), new GenerationSteppedAside(false), new GenerationSteppedAside(true)], read);
    }
}

using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class FairOrderTests
{
    private readonly FairOrder _order = new();

    [Fact]
    public void Take_OneOwnerAskedTen_AnothersOneGoesSecond()
    {
        for (var i = 0; i < 10; i++)
            Add("ann");
        var one = Add("ben");

        Assert.Equal("ann", Take().Request.Owner);
        Assert.Same(one, Take());
        Assert.Equal(9, _order.Count);
    }

    [Fact]
    public void Take_SeveralOwners_EachKeepsItsOwnOrder()
    {
        var ann = Enumerable.Range(0, 4).Select(_ => Add("ann")).ToList();
        var ben = Enumerable.Range(0, 4).Select(_ => Add("ben")).ToList();

        var taken = Enumerable.Range(0, 8).Select(_ => Take()).ToList();

        Assert.Equal(ann, taken.Where(ticket => ticket.Request.Owner == "ann"));
        Assert.Equal(ben, taken.Where(ticket => ticket.Request.Owner == "ben"));
        Assert.Equal(["ann", "ben", "ann", "ben", "ann", "ben", "ann", "ben"], taken.Select(ticket => ticket.Request.Owner));
    }

    [Fact]
    public void Take_OneOwnerAsksLongPrompts_TheOtherGoesMoreOften()
    {
        for (var i = 0; i < 3; i++)
            Add("long", tokens: 300);
        for (var i = 0; i < 6; i++)
            Add("short", tokens: 100);

        var firstFive = Enumerable.Range(0, 5).Select(_ => Take().Request.Owner).ToList();

        Assert.Equal(2, firstFive.Count(owner => owner == "long"));
        Assert.Equal(3, firstFive.Count(owner => owner == "short"));
    }

    [Fact]
    public void Add_OwnerThatWasAwayForLong_HasSavedNothingUp()
    {
        var ann = Enumerable.Range(0, 20).Select(_ => Add("ann")).ToList();
        for (var i = 0; i < 10; i++)
            Take();
        for (var i = 0; i < 3; i++)
            Add("ben");

        var next = Enumerable.Range(0, 4).Select(_ => Take().Request.Owner).ToList();

        Assert.Equal(2, next.Count(owner => owner == "ben"));
    }

    [Fact]
    public void Remove_CancelledRequests_AreNotHeldAgainstTheirOwner()
    {
        Add("other");
        Add("other");
        var cancelled = Enumerable.Range(0, 5).Select(_ => Add("ann")).Reverse().ToList();
        Assert.All(cancelled, ticket => Assert.True(_order.Remove(ticket)));

        var again = Add("ann");

        Assert.Equal("other", Take().Request.Owner);
        Assert.Same(again, Take());
        Assert.False(_order.Remove(again));
    }

    [Fact]
    public void Add_PlaceInTheMiddle_OthersMoveBack()
    {
        Add("ann");
        Add("ann");
        Add("ben");

        Assert.Equal(["ann", "ben", "ann"], _order.Places.Select(place => place.Ticket.Request.Owner));
        Assert.Equal((2, 1, 0), (_order.CountOf("ann"), _order.CountOf("ben"), _order.CountOf("carla")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Take_NewOwnersKeepComing_SecondOfAnOldOneComesSoonAndNewOnesAreForgotten(int newOnesWaiting)
    {
        Add("ann");
        var second = Add("ann");
        for (var i = 0; i < newOnesWaiting; i++)
            Add($"early {i}");
        var takenBefore = 0;
        for (var takes = 0; takes < 10_000; takes++)
        {
            Add($"new {takes}");
            if (Take() == second)
                takenBefore = takes;
        }

        Assert.InRange(takenBefore, 1, 20);
        Assert.InRange(_order.OwnerCount, 1, 1100);
    }

    private GenerationTicket Take() => _order.Take(_ => true) ?? throw new InvalidOperationException("Nobody waits.");

    private GenerationTicket Add(string owner, int tokens = 10)
    {
        var ticket = Ticket(owner, tokens);
        _order.Add(ticket);
        return ticket;
    }

    private static GenerationTicket Ticket(string owner, int tokens)
    {
        var request = new GenerationRequest { Prompt = new int[tokens - 1], Class = GenerationClass.Question, MaxTokens = 1, Owner = owner };
        return new GenerationTicket(request, new GenerationClock(new FakeTimeProvider()), _ => { });
    }
}

using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class GenerationQueueTests
{
    private readonly GenerationQueue _queue = new(new GenerationOptions { MaxWaitingQuestions = 3, MaxWaitingBackground = 2 }, new FakeTimeProvider());

    public GenerationQueueTests() => _queue.Open();

    [Fact]
    public void Take_SeveralClasses_GivesQuestionsFirstAndEachClassInOrder()
    {
        var sleep = Add(GenerationClass.Sleep);
        var experiment = Add(GenerationClass.Experiment);
        var first = Add(GenerationClass.Question);
        var second = Add(GenerationClass.Question);

        Assert.Equal([first, second, experiment, sleep], Enumerable.Range(0, 4).Select(_ => _queue.Take(_ => true)));
        Assert.Null(_queue.Take(_ => true));
    }

    [Fact]
    public void Take_FirstMayNotGo_GivesTheNextAndKeepsTheOrder()
    {
        var first = Add(GenerationClass.Question);
        var second = Add(GenerationClass.Question);

        Assert.Same(second, _queue.Take(ticket => ticket != first));
        Assert.Same(first, _queue.Take(_ => true));
    }

    [Fact]
    public void PutBack_FullQueue_WaitsAgainBeforeAllThatCameAfterIt()
    {
        var taken = Add(GenerationClass.Question);
        _queue.Take(_ => true);
        var sleep = Add(GenerationClass.Sleep);
        var others = Enumerable.Range(0, 3).Select(_ => Add(GenerationClass.Question)).ToList();

        Assert.True(_queue.PutBack(taken));

        Assert.Equal([taken, .. others, sleep], Enumerable.Range(0, 5).Select(_ => _queue.Take(_ => true)));
    }

    [Fact]
    public void PutBack_AnotherOwnerWaits_IsNextAgainAndItsTokensCountOnce()
    {
        var first = Add(GenerationClass.Question, "maya");
        var other = Add(GenerationClass.Question, "leo");
        Assert.Same(first, _queue.Take(_ => true));

        for (var tries = 0; tries < 4; tries++)
        {
            Assert.True(_queue.PutBack(first));
            Assert.Same(first, _queue.Take(_ => true));
        }
        var mayas = Add(GenerationClass.Question, "maya");
        var leos = Add(GenerationClass.Question, "leo");

        Assert.Equal([other, mayas, leos], Enumerable.Range(0, 3).Select(_ => _queue.Take(_ => true)));
    }

    [Fact]
    public void PutBack_SeveralAfterNobodyWaited_KeepTheirOrderAndGoBeforeWhoCameLater()
    {
        var (first, second) = (Add(GenerationClass.Question, "maya"), Add(GenerationClass.Question, "maya"));
        Assert.Equal([first, second], Enumerable.Range(0, 2).Select(_ => _queue.Take(_ => true)));
        var other = Add(GenerationClass.Question, "leo");

        Assert.True(_queue.PutBack(first));
        Assert.True(_queue.PutBack(second));

        Assert.Equal([first, second, other], Enumerable.Range(0, 3).Select(_ => _queue.Take(_ => true)));
    }

    [Fact]
    public void PutBack_ItsOwnerHasMoreThatIsLarger_IsNextAgain()
    {
        var first = Add(GenerationClass.Question, "maya");
        var second = Add(GenerationClass.Question, "maya", maxTokens: 1_000);
        var other = Add(GenerationClass.Question, "leo");
        Assert.Same(first, _queue.Take(_ => true));

        Assert.True(_queue.PutBack(first));

        Assert.Equal([first, other, second], Enumerable.Range(0, 3).Select(_ => _queue.Take(_ => true)));
    }

    [Fact]
    public void PutBack_Closed_IsRefused()
    {
        var taken = Add(GenerationClass.Question);
        _queue.Take(_ => true);
        _queue.Close("Over.");

        Assert.False(_queue.PutBack(taken));
        Assert.Null(_queue.Take(_ => true));
    }

    [Fact]
    public void Take_WhileOneIsLookedAt_OthersMaySubmit()
    {
        var first = Add(GenerationClass.Question);
        GenerationTicket? second = null;

        var taken = _queue.Take(_ =>
        {
            var submitter = new Thread(() => second ??= Add(GenerationClass.Question));
            submitter.Start();
            return submitter.Join(TimeSpan.FromSeconds(30));
        });

        Assert.Same(first, taken);
        Assert.Same(second, _queue.Take(_ => true));
    }

    [Fact]
    public void Take_CancelledWhileItIsLookedAt_GivesTheNext()
    {
        var first = Add(GenerationClass.Question);
        var second = Add(GenerationClass.Question);

        Assert.Same(second, _queue.Take(ticket => ticket != first || _queue.Remove(first)));
        Assert.False(_queue.AnyWaiting(GenerationClass.Question));
    }

    [Fact]
    public void Add_ClassIsFull_IsRefusedWithWhenToTryAgain()
    {
        Add(GenerationClass.Sleep);
        Add(GenerationClass.Sleep);

        var refused = Assert.Throws<QueueFullException>(() => Add(GenerationClass.Sleep));

        Assert.Equal(GenerationClass.Sleep, refused.Class);
        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.NotNull(Add(GenerationClass.Question));
    }

    [Fact]
    public void Add_OneOwnersPartIsFull_OthersCanStillAsk()
    {
        var queue = new GenerationQueue(new GenerationOptions { MaxWaitingQuestions = 3, MaxWaitingQuestionsPerOwner = 2 }, new FakeTimeProvider());
        queue.Open();
        queue.Add(Ticket(GenerationClass.Question, "ann"));
        queue.Add(Ticket(GenerationClass.Question, "ann"));

        var refused = Assert.Throws<QueueFullException>(() => queue.Add(Ticket(GenerationClass.Question, "ann")));

        Assert.True(refused.OfOneOwner);
        Assert.Contains("2 of your requests are waiting already, and at most 2 may wait", refused.Message, StringComparison.Ordinal);
        queue.Add(Ticket(GenerationClass.Question, "ben"));
        Assert.False(Assert.Throws<QueueFullException>(() => queue.Add(Ticket(GenerationClass.Question, "carla"))).OfOneOwner);
    }

    [Fact]
    public void Add_RoomForOneOfAPair_SaysHowManyReallyWait()
    {
        var queue = new GenerationQueue(new GenerationOptions { MaxWaitingQuestions = 4, MaxWaitingQuestionsPerOwner = 4 }, new FakeTimeProvider());
        queue.Open();
        for (var i = 0; i < 3; i++)
            queue.Add(Ticket(GenerationClass.Question, "ann"));

        var refused = Assert.Throws<QueueFullException>(() => queue.Add(Ticket(GenerationClass.Question, "ben"), Ticket(GenerationClass.Question, "ben")));

        Assert.Contains("3 requests are waiting already, and at most 4 may wait", refused.Message, StringComparison.Ordinal);
        Assert.Equal(4, refused.Limit);
    }

    [Fact]
    public async Task Add_SomeoneElsesGoesBefore_TellsTheNewPositions()
    {
        _queue.Add(Ticket(GenerationClass.Question, "ann"));
        var second = Ticket(GenerationClass.Question, "ann");
        _queue.Add(second);

        var other = Ticket(GenerationClass.Question, "ben");
        _queue.Add(other);

        Assert.Equal([3], await PositionsAsync(second));
        Assert.Equal([2], await PositionsAsync(other));
    }

    [Fact]
    public async Task Take_SomeoneGoes_TellsTheOthersTheirNewPosition()
    {
        Add(GenerationClass.Question);
        var waiting = Add(GenerationClass.Question);

        _queue.Take(_ => true);

        Assert.Equal([1], await PositionsAsync(waiting));
    }

    [Fact]
    public async Task Take_NobodyReadsAWaitingOnesUpdates_TheyDoNotGather()
    {
        var waiting = Add(GenerationClass.Sleep);
        for (var i = 0; i < 100_000; i++)
        {
            Add(GenerationClass.Question);
            Add(GenerationClass.Question);
            _queue.Take(_ => true);
            _queue.Take(_ => true);
        }

        Assert.Equal([1], await PositionsAsync(waiting));
    }

    [Fact]
    public async Task ReadUpdatesAsync_PositionsAreReadAsTheyChange_TellsEachOne()
    {
        Add(GenerationClass.Question);
        Add(GenerationClass.Question);
        var waiting = Add(GenerationClass.Question);
        var updates = waiting.ReadUpdatesAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        List<GenerationUpdate> read = [];
        for (var i = 0; i < 3; i++)
        {
            await updates.MoveNextAsync();
            read.Add(updates.Current);
            _queue.Take(_ => true);
        }

        Assert.Equal([new GenerationQueued(3, 3), new GenerationQueued(2, 2), new GenerationQueued(1, 1)], read);
    }

    [Fact]
    public void Add_CallerChangesItsPromptLater_TheTicketsStaysAsItWas()
    {
        List<int> prompt = [1, 2];
        var request = new GenerationRequest { Prompt = prompt, Class = GenerationClass.Question, MaxTokens = 1 };
        var ticket = new GenerationTicket(request, new GenerationClock(new FakeTimeProvider()), _ => { });

        prompt[0] = 7;

        Assert.Equal([1, 2], ticket.Request.Prompt);
        Assert.Same(ticket.Prompt, ticket.Request.Prompt);
    }

    [Fact]
    public void Close_RequestsWait_HandsThemOverAndRefusesNewOnes()
    {
        var left = Add(GenerationClass.Question);

        Assert.Equal([left], _queue.Close("It is over."));
        var refused = Assert.Throws<ModelNotReadyException>(() => Add(GenerationClass.Question));
        Assert.Equal("It is over.", refused.Message);
    }

    private GenerationTicket Add(GenerationClass @class, string owner = "local", int maxTokens = 1)
    {
        var ticket = Ticket(@class, owner, maxTokens);
        _queue.Add(ticket);
        return ticket;
    }

    private static GenerationTicket Ticket(GenerationClass @class, string owner, int maxTokens = 1)
    {
        var request = new GenerationRequest { Prompt = [1], Class = @class, MaxTokens = maxTokens, Owner = owner };
        return new GenerationTicket(request, new GenerationClock(new FakeTimeProvider()), _ => { });
    }

    private static async Task<List<int>> PositionsAsync(GenerationTicket ticket)
    {
        ticket.FinishUnadmitted(FinishReason.Cancelled, null);
        return await ticket.ReadUpdatesAsync(TestContext.Current.CancellationToken)
            .OfType<GenerationQueued>().Select(queued => queued.Position).ToListAsync(TestContext.Current.CancellationToken);
    }
}

using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class GenerationQueueTests
{
    private readonly GenerationQueue _queue = new(new GenerationOptions { MaxWaitingQuestions = 3, MaxWaitingBackground = 2 });

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
    public async Task Take_SomeoneGoes_TellsTheOthersTheirNewPosition()
    {
        Add(GenerationClass.Question);
        var waiting = Add(GenerationClass.Question);

        _queue.Take(_ => true);
        waiting.FinishUnadmitted(FinishReason.Cancelled, null);

        var positions = await waiting.ReadUpdatesAsync(TestContext.Current.CancellationToken)
            .OfType<GenerationQueued>().Select(queued => queued.Position).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([2, 1], positions);
    }

    [Fact]
    public void Close_RequestsWait_HandsThemOverAndRefusesNewOnes()
    {
        var left = Add(GenerationClass.Question);

        Assert.Equal([left], _queue.Close("It is over."));
        var refused = Assert.Throws<ModelNotReadyException>(() => Add(GenerationClass.Question));
        Assert.Equal("It is over.", refused.Message);
    }

    private GenerationTicket Add(GenerationClass @class)
    {
        var request = new GenerationRequest { Prompt = [1], Class = @class, MaxTokens = 1 };
        var ticket = new GenerationTicket(request, new GenerationClock(new FakeTimeProvider()), _ => { });
        _queue.Add(ticket);
        return ticket;
    }
}

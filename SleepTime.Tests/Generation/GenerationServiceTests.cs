using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

public sealed class GenerationServiceTests : IAsyncLifetime
{
    private readonly FakeLoadedModel _model = new() { NextToken = _ => 'x' };
    private readonly ActivityFeed _feed = new();
    private readonly GenerationService _service;

    public GenerationServiceTests() => _service = new GenerationService(
        Options.Create(new GenerationOptions { MaxWaitingQuestions = 2 }), _feed, TimeProvider.System, NullLogger<GenerationService>.Instance);

    public ValueTask InitializeAsync()
    {
        _service.Start(_model, new InferenceContextOptions(1024, 4, 64), contextLength: 512);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _service.StopAsync();

    [Fact]
    public async Task Submit_AQuestion_IsAnsweredOnTheEngineThread()
    {
        string? thread = null;
        _model.OnDecode = _ => thread = Thread.CurrentThread.Name;

        var result = await _service.Submit(Request(5)).Completion.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("xxxx", result.Text);
        Assert.Equal("SleepTime engine", thread);
        Assert.NotNull(result.Timings.TimeToFirstTokenMs);
        Assert.True(result.Timings.TotalMs >= result.Timings.TimeToFirstTokenMs);
    }

    [Fact]
    public void Submit_LongerThanTheContextLength_IsRefusedWithBothSizes()
    {
        var refused = Assert.Throws<PromptTooLongException>(() => _service.Submit(Request(510)));

        Assert.Equal((510, 4, 512), (refused.PromptTokens, refused.MaxTokens, refused.ContextLength));
    }

    [Fact]
    public void Submit_TokenLimitNearTheLargestNumber_IsRefusedToo() =>
        Assert.Throws<PromptTooLongException>(() => _service.Submit(Request(5) with { MaxTokens = int.MaxValue }));

    [Theory]
    [InlineData(-1)]
    [InlineData(258)]
    public void Submit_TokenThatDoesNotExist_IsRefused(int token) =>
        Assert.Throws<ArgumentException>(() => _service.Submit(Request(1) with { Prompt = [token] }));

    [Fact]
    public void Submit_SamplingOutOfRange_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _service.Submit(Request(1) with { Sampling = new SamplingOptions(Temperature: -1) }));

    [Fact]
    public void Submit_EmptyPrompt_IsRefused() => Assert.Throws<ArgumentException>(() => _service.Submit(Request(0)));

    [Fact]
    public async Task Submit_Several_AnswersEachInItsPlace()
    {
        _model.NextToken = tokens => tokens[0];

        var tickets = _service.Submit([Request(5) with { Prompt = ['a'] }, Request(5) with { Prompt = ['b'] }]);

        var results = await Task.WhenAll(tickets.Select(ticket => ticket.Completion)).WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["aaaa", "bbbb"], results.Select(result => result.Text));
    }

    [Fact]
    public void Submit_SeveralOfWhichOneDoesNotFit_QueuesNone()
    {
        Assert.Throws<PromptTooLongException>(() => _service.Submit([Request(5), Request(510)]));

        Assert.True(_service.Load.IsIdle);
    }

    [Fact]
    public void Submit_MoreThanMayEverWait_IsRefusedForGood()
    {
        var refused = Assert.Throws<TooManyAtOnceException>(() => _service.Submit([Request(1), Request(2), Request(3)]));

        Assert.Equal((GenerationClass.Question, 3, 2), (refused.Class, refused.Count, refused.Limit));
        Assert.True(_service.Load.IsIdle);
    }

    [Fact]
    public void Submit_SeveralThatDoNotBelongTogether_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => _service.Submit([]));
        Assert.Throws<ArgumentException>(() => _service.Submit([Request(5), Request(5) with { Owner = "another" }]));
        Assert.Throws<ArgumentException>(() => _service.Submit([Request(5), Request(5) with { Class = GenerationClass.Sleep }]));
        Assert.True(_service.Load.IsIdle);
    }

    [Fact]
    public async Task StopAsync_RequestsRunAndWait_AllEndAndNewOnesAreRefused()
    {
        var running = _service.Submit(Request(5) with { MaxTokens = 500 });
        var waiting = _service.Submit(Request(6) with { Class = GenerationClass.Sleep, MaxTokens = 500 });

        await _service.StopAsync();

        Assert.True(running.Completion.IsCompleted);
        Assert.True(waiting.Completion.IsCompleted);
        Assert.True(_model.Context!.Disposed);
        Assert.Throws<ModelNotReadyException>(() => _service.Submit(Request(5)));
    }

    [Fact]
    public async Task Step_Throws_EverybodyLearnsAndNothingHangs()
    {
        _model.OnDecode = _ => throw new InvalidOperationException("a bug.");

        var result = await _service.Submit(Request(5)).Completion.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(FinishReason.Failed, result.Reason);
        Assert.Contains("a bug", result.Failure, StringComparison.Ordinal);
        Assert.Throws<ModelNotReadyException>(() => _service.Submit(Request(5)));
    }

    [Fact]
    public async Task Load_QuestionRuns_IsToldAndGoesBackToIdle()
    {
        var seen = new List<int>();
        using var subscription = _feed.Subscribe(activity =>
        {
            if (activity is EngineLoadChanged)
                seen.Add(_service.Load.Questions);
        });

        await _service.Submit(Request(5)).Completion.WaitAsync(TestContext.Current.CancellationToken);
        await _service.StopAsync();

        Assert.Contains(1, seen);
        Assert.True(_service.Load.IsIdle);
    }

    [Fact]
    public async Task Cancel_ManyAtRandom_LeavesNothingBehind()
    {
        _model.NextToken = tokens => tokens.Count % 97 == 0 ? FakeVocabulary.End : 'x';
        var random = new Random(7);
        List<GenerationTicket> tickets = [];
        while (tickets.Count < 300)
        {
            try
            {
                var @class = (GenerationClass)random.Next(3);
                tickets.Add(_service.Submit(Request(1 + random.Next(200)) with { Class = @class, MaxTokens = 1 + random.Next(100) }));
            }
            catch (QueueFullException)
            {
                await Task.WhenAny(tickets.Select(ticket => ticket.Completion).Where(completion => !completion.IsCompleted).DefaultIfEmpty(Task.FromResult<GenerationResult>(null!)));
            }
            if (random.Next(3) == 0)
                tickets[random.Next(tickets.Count)].Cancel();
        }

        var results = await Task.WhenAll(tickets.Select(ticket => ticket.Completion)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(300, results.Length);
        Assert.DoesNotContain(results, result => result.Reason == FinishReason.Failed);
        await _service.StopAsync();
        Assert.Equal(0, _model.SamplersAlive);
    }

    private static GenerationRequest Request(int promptTokens) => new()
    {
        Prompt = Enumerable.Range(0, promptTokens).Select(i => 'a' + i % 20).ToArray(),
        Class = GenerationClass.Question,
        MaxTokens = 4,
    };
}

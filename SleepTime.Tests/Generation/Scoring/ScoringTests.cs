using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Scoring;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation.Scoring;

public sealed class ScoringTests : IAsyncLifetime
{
    // The fake gives logit 1 to the token it would say and 0 to the other 257.
    private static readonly double Likely = 1 - Math.Log(Math.E + 257);
    private static readonly double Unlikely = -Math.Log(Math.E + 257);

    private readonly FakeLoadedModel _model = new() { NextToken = tokens => tokens[^1] + 1 };
    private readonly GenerationService _service = new(
        Options.Create(new GenerationOptions { MaxWaitingBackground = 40, MaxResidentPrefixes = 2 }),
        new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance);

    public ValueTask InitializeAsync()
    {
        _service.Start(_model, new InferenceContextOptions(1024, 4, 64), contextLength: 512);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _service.StopAsync();

    [Fact]
    public async Task ScoreAsync_SeveralContinuations_GivesEachTokenItsOwnInOrder()
    {
        var result = await ScoreAsync(Request("abc", "def", "dxf", "x", "defghi"));

        AssertScores([Likely, Likely, Likely], result.Continuations[0].LogProbabilities);
        AssertScores([Likely, Unlikely, Unlikely], result.Continuations[1].LogProbabilities);
        AssertScores([Unlikely], result.Continuations[2].LogProbabilities);
        Assert.Equal(6 * Likely, result.Continuations[3].Sum, 9);
        Assert.Equal(Likely, result.Continuations[3].Mean, 9);
    }

    [Fact]
    public async Task ScoreAsync_LongPrefix_IsComputedOnceAndKeptWithoutTheContinuations()
    {
        var prefix = new string('p', 200);

        var first = await ScoreAsync(Request(prefix, "qrs", "qxs", "xyz"));
        var again = await ScoreAsync(Request(prefix, "qrst"));

        Assert.InRange(first.Usage.CachedTokens, 2 * (199 - 16), 2 * 199);
        Assert.Equal(199, again.Usage.CachedTokens);
        Assert.Equal(new TokenUsage(204, 199, 0), again.Usage);
        Assert.Equal(4 * Likely, again.Continuations[0].Sum, 9);
        Assert.Equal(3 * 202 - first.Usage.CachedTokens + 4, _model.Context!.TokensComputed);
        Assert.Equal(199, _model.Context.CellsUsed);
    }

    [Fact]
    public async Task ScoreAsync_ContinuationLongerThanABatch_IsScoredInChunks()
    {
        var result = await ScoreAsync(Request("a", new string('b', 300)));

        AssertScores([Likely, .. Enumerable.Repeat(Unlikely, 299)], result.Continuations[0].LogProbabilities);
    }

    [Fact]
    public async Task ScoreAsync_Cancelled_LeavesNothingBehind()
    {
        using var cancelling = new CancellationTokenSource();
        _model.OnDecode = _ => cancelling.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _service.ScoreAsync(Request(new string('p', 300), "qrs", "xyz"), cancelling.Token));

        await _service.Submit(new GenerationRequest { Prompt = ['q'], Class = GenerationClass.Question, MaxTokens = 1 }).Completion;
        Assert.True(_service.Load.Waiting.Sum() == 0);
        await _service.StopAsync();
        Assert.Equal(0, _model.SamplersAlive);
    }

    [Fact]
    public async Task ScoreAsync_QuestionComesInBetween_GoesFirstAndTheScoresStay()
    {
        GenerationTicket? question = null;
        _model.MicroBatch = 16;
        _model.OnMicroBatch = _ => question ??= _service.Submit(new GenerationRequest { Prompt = [.. "question".Select(letter => (int)letter)], Class = GenerationClass.Question, MaxTokens = 5 });

        var result = await ScoreAsync(Request(new string('p', 100), "qrs" + new string('t', 60)));

        Assert.Equal("opqrs", (await question!.Completion).Text);
        AssertScores([Likely, Likely, Likely, Likely, .. Enumerable.Repeat(Unlikely, 59)], result.Continuations[0].LogProbabilities);
        Assert.Equal(1, _service.Counts.Preemptions);
    }

    [Fact]
    public async Task ScoreAsync_EngineStops_SaysWhy()
    {
        using var held = new Breakpoint(_model, at: 1);
        var scoring = _service.ScoreAsync(Request(new string('p', 100), "def"), CancellationToken.None);
        await held.Reached;
        var stopping = _service.StopAsync();
        held.GoOn();
        await stopping;

        Assert.Contains("stopping", (await Assert.ThrowsAsync<ScoringFailedException>(() => scoring)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoreAsync_DoesNotFit_IsRefusedWithBothSizes()
    {
        var refused = await Assert.ThrowsAsync<PromptTooLongException>(() => ScoreAsync(Request(new string('p', 500), "short", new string('q', 13))));

        Assert.Equal((500, 13, 512), (refused.PromptTokens, refused.MaxTokens, refused.ContextLength));
    }

    [Fact]
    public async Task ScoreAsync_MoreThanMayEverWait_QueuesNoneAndDoesNotSayToTryAgain()
    {
        var request = Request("abc") with { Continuations = [.. Enumerable.Repeat<IReadOnlyList<int>>(['d'], 41)] };

        var refused = await Assert.ThrowsAsync<TooManyAtOnceException>(() => ScoreAsync(request));

        Assert.Equal((41, 40), (refused.Count, refused.Limit));
        Assert.True(_service.Load.IsIdle);
    }

    [Fact]
    public async Task ScoreAsync_NoRoomForAllJustNow_QueuesNoneAndSaysWhenToTryAgain()
    {
        using var held = new Breakpoint(_model, at: 1);
        var first = ScoreAsync(Request("abc") with { Continuations = [.. Enumerable.Repeat<IReadOnlyList<int>>(['d'], 20)] });
        await held.Reached;
        var waiting = _service.Load.Waiting[(int)GenerationClass.Experiment];

        var refused = await Assert.ThrowsAsync<QueueFullException>(() => ScoreAsync(Request("abc") with { Continuations = [.. Enumerable.Repeat<IReadOnlyList<int>>(['d'], 40)] }));

        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Equal(waiting, _service.Load.Waiting[(int)GenerationClass.Experiment]);
        held.GoOn();
        Assert.Equal(20, (await first).Continuations.Count);
    }

    public static TheoryData<ScoringRequest> Wrong => new(
        Request("", "d"), Request("abc"), Request("abc", "d", ""), Request("abc", "d", "e", "f", "g") with { Class = GenerationClass.Question },
        Request("abc", "d") with { Prefix = [258] }, Request("abc") with { Continuations = [[-1]] },
        Request("abc") with { Continuations = [.. Enumerable.Repeat<IReadOnlyList<int>>(['d'], 65)] });

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task ScoreAsync_WrongRequest_IsRefused(ScoringRequest request) =>
        await Assert.ThrowsAsync<ArgumentException>(() => ScoreAsync(request));

    private static void AssertScores(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 9));
    }

    private static ScoringRequest Request(string prefix, params string[] continuations) => new()
    {
        Prefix = Tokens(prefix),
        Continuations = [.. continuations.Select(Tokens)],
        Class = GenerationClass.Experiment,
    };

    private static int[] Tokens(string text) => [.. text.Select(letter => (int)letter)];

    private Task<ScoringResult> ScoreAsync(ScoringRequest request) =>
        _service.ScoreAsync(request, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Tests.Insights;

/// <summary>Each figure over a small set that can be counted by hand.</summary>
public sealed class InsightsReaderTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly InsightsHistory _history;

    public InsightsReaderTests() => (_engine, _history) = (new TestEngine(_database), new InsightsHistory(_database));

    private InsightsReader Reader => _engine.Get<InsightsReader>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_NothingThere_IsEmptyAndUnknown()
    {
        Assert.Empty((await Reader.AmortizationAsync(InsightsFilter.All, Token)).Points);
        Assert.Empty((await Reader.CostByQuestionsAsync(InsightsFilter.All, Token)).Costs);
        Assert.Null((await Reader.SpreadAsync(InsightsFilter.All, Measure.Latency, Token)).Standard.P50);
        Assert.Empty((await Reader.FirstTokensAsync(InsightsFilter.All, Token)).Times);
        Assert.Empty((await Reader.DailyTokensAsync(InsightsFilter.All, Token)).Days);
        Assert.Empty((await Reader.PredictabilityAsync(InsightsFilter.All, Token)).Quantiles);
        Assert.All((await Reader.AccuracyAsync(InsightsFilter.All, Token)).Modes, mode => Assert.Null(mode.Share));
    }

    [Fact]
    public async Task Amortization_EmptyNamesInTheFilter_LetAllThrough()
    {
        var context = await _engine.AddContextAsync();
        await _history.SleepAsync(context, 300);
        await _history.CompareAsync(context, 30, 10);

        Assert.Equal(1, (await Reader.AmortizationAsync(new InsightsFilter(Owner: "", ModelId: ""), Token)).Questions);
        Assert.Equal(0, (await Reader.AmortizationAsync(new InsightsFilter(Owner: "nobody"), Token)).Questions);
    }

    [Fact]
    public async Task Amortization_TwoComparisons_PaysOffAtTheSecond()
    {
        var context = await _engine.AddContextAsync();
        await _history.SleepAsync(context, 300);
        await _history.CompareAsync(context, 30, 10); // t = 10: 300 against 100; reading: w = 0.25 for 40 - 20 tokens each
        await _history.CompareAsync(context, 30, 10);
        await _history.CompareAsync(context, 99, null);
        await _history.CompareAsync(context, 1, 10, AnswerOutcome.Unknown);
        await _history.CompareAsync(context, 1, 10, AnswerOutcome.CutOff);

        var figure = await Reader.AmortizationAsync(InsightsFilter.All, Token);

        Assert.Equal((300d, 2, 0, 2, 2), (figure.SleepCost, figure.Questions, figure.Unknown, figure.Unequal, figure.Real));
        Assert.EndsWith("2 comparisons left out, here and from the other costs: the two sides did not end alike, because one did not know or was cut off.", InsightsWords.Of(figure), StringComparison.Ordinal);
        Assert.Equal([new(0, 0, 300), new(1, 305, 405), new(2, 610, 510)], figure.Points);
    }

    [Fact]
    public async Task Amortization_AColdTextThatStandardReadForBoth_IsChargedToNeither()
    {
        var context = await _engine.AddContextAsync();
        await _history.SleepAsync(context, 300);
        var comparison = Guid.CreateVersion7();
        await _history.StoreAsync(_history.NewRun(context, AnswerMode.Standard, 30, comparison, cached: 0), _history.NewRun(context, AnswerMode.SleepTime, 10, comparison, cached: 20));

        Assert.Equal([new(0, 0, 300), new(1, 305, 405)], (await Reader.AmortizationAsync(InsightsFilter.All, Token)).Points);
    }

    [Fact]
    public async Task Amortization_ManyComparisons_SendsFewPointsWithTheLastAndTheCrossing()
    {
        var context = await _engine.AddContextAsync();
        await _history.SleepAsync(context, 77_777);
        await _history.CompareManyAsync(context, 1000);

        var figure = await Reader.AmortizationAsync(new InsightsFilter(context.Id), Token);

        Assert.Equal(389, figure.Real); // 77,777 / 200
        Assert.InRange(figure.Points.Count, 200, 304);
        Assert.Equal(1000, figure.Points[^1].Question);
        Assert.Contains(figure.Points, point => point.Question == 389);
    }

    [Fact]
    public async Task CostByQuestions_OneContext_SharesTheSleep()
    {
        var context = await _engine.AddContextAsync();
        await _history.SleepAsync(context, 400);
        await _history.CompareAsync(context, 30, 10);

        var figure = await Reader.CostByQuestionsAsync(InsightsFilter.All, Token);

        Assert.Equal([new(1, 305, 505), new(2, 305, 305), new(5, 305, 185), new(10, 305, 145)], figure.Costs);
    }

    [Fact]
    public async Task Predictability_TenScoredQuestions_SaveMoreInTheMostPredictableFifth()
    {
        var context = await _engine.AddContextAsync();
        var notes = await _engine.AddNotesAsync(context, "Maya has 3.");
        await using (var database = _database.CreateDbContext())
        {
            for (var i = 0; i < 10; i++)
                database.Add(new ExpectedQuestion { NotesVersionId = notes.Id, Order = i, Question = $"Question {i}?", Answer = "3", LogProbability = i - 10 });
            await database.SaveChangesAsync(Token);
        }
        for (var i = 0; i < 10; i++)
            await _history.CompareAsync(context, 10 + i, 10, notes: notes.Id, question: $" question {i}? ");
        await _history.CompareAsync(context, 99, 10, notes: notes.Id, question: "Who would have thought of that?");

        var figure = await Reader.PredictabilityAsync(InsightsFilter.All, Token);

        Assert.Equal((10, 1), (figure.Known, figure.Unknown));
        Assert.Equal([(1, 2, -10.0, -9.0), (2, 2, -8, -7), (3, 2, -6, -5), (4, 2, -4, -3), (5, 2, -2, -1)], figure.Quantiles.Select(fifth => (fifth.Quantile, fifth.Questions, fifth.Lowest, fifth.Highest)));
        // t = 10: each question more saves 10 more.
        Assert.Equal([20.0, 20, 20, 20], figure.Quantiles.Zip(figure.Quantiles.Skip(1), (one, next) => next.Gain - one.Gain));
        Assert.Contains("this may be chance", InsightsWords.Of(figure), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predictability_OneQuestionAskedFiveTimes_IsNoFiveFifths()
    {
        var context = await _engine.AddContextAsync();
        var notes = await _engine.AddNotesAsync(context, "Maya has 3.");
        await using (var database = _database.CreateDbContext())
        {
            for (var i = 0; i < 5; i++)
                database.Add(new ExpectedQuestion { NotesVersionId = notes.Id, Order = i, Question = $"Question {i}?", Answer = "3", LogProbability = i - 10 });
            await database.SaveChangesAsync(Token);
        }
        for (var i = 0; i < 5; i++)
            await _history.CompareAsync(context, 10 + i, 10, notes: notes.Id, question: "Question 0?");

        var once = await Reader.PredictabilityAsync(InsightsFilter.All, Token);
        for (var i = 1; i < 5; i++)
            await _history.CompareAsync(context, 10 + i, 10, notes: notes.Id, question: $"Question {i}?");
        var five = await Reader.PredictabilityAsync(InsightsFilter.All, Token);

        Assert.Equal((5, 0), (once.Known, once.Quantiles.Count));
        Assert.Equal([(1, 5), (2, 1), (3, 1), (4, 1), (5, 1)], five.Quantiles.Select(fifth => (fifth.Quantile, fifth.Questions)));
    }

    [Fact]
    public async Task Spread_RandomRuns_AgreesWithCountingThem()
    {
        var context = await _engine.AddContextAsync();
        var random = new Random(5);
        var tokens = Enumerable.Range(0, 173).Select(_ => random.Next(1, 400)).ToList();
        foreach (var count in tokens)
            await _history.StoreAsync(_history.NewRun(context, AnswerMode.Standard, count, null));

        var figure = await Reader.SpreadAsync(InsightsFilter.All, Measure.CompletionTokens, Token);

        var sorted = tokens.Order().ToList();
        Assert.Equal((173, (double?)sorted[86], (double?)sorted[164]), (figure.Standard.Runs, figure.Standard.P50, figure.Standard.P95)); // ranks 87 and 165
        Assert.All(figure.Bins, bin => Assert.Equal(tokens.Count(count => count >= bin.From && count < bin.To), bin.Standard));
        Assert.Equal(173, figure.Bins.Sum(bin => bin.Standard));
    }

    [Fact]
    public async Task FirstTokens_ByTier_TellsColdWarmRestoredAndUnknown()
    {
        var context = await _engine.AddContextAsync();
        foreach (var (cached, from) in new (int, PrefixTier?)[] { (0, null), (19, PrefixTier.Live), (20, PrefixTier.Live), (30, PrefixTier.Disk), (30, null) })
        {
            var run = _history.NewRun(context, AnswerMode.Standard, 5, null, cached);
            run.CachedFrom = from;
            await _history.StoreAsync(run);
        }

        var figure = await Reader.FirstTokensAsync(InsightsFilter.All, Token);

        Assert.Equal([(StartKind.Cold, 2), (StartKind.Warm, 1), (StartKind.Restored, 1), (StartKind.Unknown, 1)], figure.Times.Select(time => (time.Start, time.Runs)));
    }

    [Fact]
    public async Task DailyTokens_TwoDays_AddUp()
    {
        var context = await _engine.AddContextAsync();
        await _history.SleepAsync(context, 50);
        await _history.CompareAsync(context, 30, 10);
        _history.Minutes += 24 * 60;
        await _history.CompareAsync(context, 50, 15);

        var figure = await Reader.DailyTokensAsync(InsightsFilter.All, Token);

        Assert.Equal([new(new(2026, 3, 1), 50, 20, -30), new(new(2026, 3, 2), 0, 35, 5)], figure.Days);
        Assert.Equal(((long?)5, 2), (figure.Net, figure.Comparisons));
    }

    [Fact]
    public async Task DailyTokens_SleptButNeverCompared_DoNotKnowWhatIsSaved()
    {
        await _history.SleepAsync(await _engine.AddContextAsync(), 50);

        var figure = await Reader.DailyTokensAsync(InsightsFilter.All, Token);

        Assert.Equal([new(new(2026, 3, 1), 50, null, null)], figure.Days);
        Assert.Equal(((long?)null, (long?)null), (figure.Saved, figure.Net));
    }

    [Fact]
    public async Task Accuracy_SomeJudged_CountsTheRestAsUnknown()
    {
        var context = await _engine.AddContextAsync();
        foreach (var (answer, expected) in new[] { ("Answer: 7", "7"), ("Answer: 8", "7"), ("no idea", "7"), ("Answer: 7", (string?)null) })
        {
            var run = _history.NewRun(context, AnswerMode.SleepTime, 5, null);
            (run.Answer, run.ExpectedAnswer) = (answer, expected);
            await _history.StoreAsync(run);
        }

        var figure = await Reader.AccuracyAsync(InsightsFilter.All, Token);

        Assert.Equal((1, 3, 1), (figure.Modes[1].Right, figure.Modes[1].Known, figure.Unknown));
        Assert.Equal(0, figure.Modes[0].Known);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

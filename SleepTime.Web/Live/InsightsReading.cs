using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;

namespace SleepTime.Web.Live;

/// <summary>Everything that the Insights page shows under one filter. All of it has ended; what failed says so by itself, so that the rest is shown.</summary>
/// <param name="People">That can be filtered by.</param>
/// <param name="Models">That can be filtered by.</param>
/// <param name="ContextTitle">Of the context that is filtered by; null without one.</param>
public sealed record InsightsReading(
    Task<Amortization> Amortization, Task<CostByQuestions> Cost, Task<Spread> Tokens, Task<Spread> Latency, Task<FirstTokens> FirstTokens,
    Task<DailyTokens> Daily, Task<Predictability> Predictability, Task<Accuracy> Accuracy,
    Task<IReadOnlyList<string>> People, Task<IReadOnlyList<string>> Models, Task<string?> ContextTitle)
{
    public static async Task<InsightsReading> ReadAsync(InsightsFilter filter, InsightsReader reader, HistoryReader history, ContextService contexts, CancellationToken token)
    {
        var reading = new InsightsReading(
            reader.AmortizationAsync(filter, token), reader.CostByQuestionsAsync(filter, token), reader.SpreadAsync(filter, Measure.CompletionTokens, token),
            reader.SpreadAsync(filter, Measure.Latency, token), reader.FirstTokensAsync(filter, token), reader.DailyTokensAsync(filter, token),
            reader.PredictabilityAsync(filter, token), reader.AccuracyAsync(filter, token),
            PeopleAsync(), ModelsAsync(), TitleAsync());
        await Task.WhenAll(
                reading.Amortization, reading.Cost, reading.Tokens, reading.Latency, reading.FirstTokens, reading.Daily, reading.Predictability, reading.Accuracy,
                reading.People, reading.Models, reading.ContextTitle)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        token.ThrowIfCancellationRequested();
        return reading;

        async Task<IReadOnlyList<string>> PeopleAsync() => await history.OwnersAsync(token);
        async Task<IReadOnlyList<string>> ModelsAsync() => await reader.ModelsAsync(token);
        async Task<string?> TitleAsync() => filter.ContextId is { } id ? (await contexts.FindAsync(id, token))?.Title : null;
    }
}

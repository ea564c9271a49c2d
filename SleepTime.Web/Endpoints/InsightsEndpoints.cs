using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Insights.Figures;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Web.Components.Pages.Insights;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Endpoints.Exports;

namespace SleepTime.Web.Endpoints;

/// <summary>The figures of the Insights page, each as JSON or as its rows in CSV or Markdown, and the prices that they are counted in.</summary>
public static class InsightsEndpoints
{
    public static void MapInsights(this IEndpointRouteBuilder api)
    {
        var insights = api.MapGroup("/insights").WithTags("Insights").ProducesProblem(StatusCodes.Status400BadRequest);
        insights.MapGet("/amortization", ([AsParameters] InsightsQuery query, InsightsReader reader, CancellationToken token) =>
            AnswerAsync(query, () => reader.AmortizationAsync(query.ToFilter(), token), FigureTables.Of)).WithSummary("What all questions answered both ways cost so far, and when sleep had paid for itself.");
        insights.MapGet("/cost-per-question", ([AsParameters] InsightsQuery query, InsightsReader reader, CancellationToken token) =>
            AnswerAsync(query, () => reader.CostByQuestionsAsync(query.ToFilter(), token), FigureTables.Of)).WithSummary("What a question costs when 1, 2, 5 or 10 share the sleep on a context.");
        insights.MapGet("/tokens", ([AsParameters] InsightsQuery query, InsightsReader reader, CancellationToken token) =>
            AnswerAsync(query, () => reader.SpreadAsync(query.ToFilter(), Measure.CompletionTokens, token), FigureTables.Of)).WithSummary("How completion tokens are spread, by mode.");
        insights.MapGet("/latency", ([AsParameters] InsightsQuery query, InsightsReader reader, CancellationToken token) =>
            AnswerAsync(query, () => reader.SpreadAsync(query.ToFilter(), Measure.Latency, token), FigureTables.Of)).WithSummary("How the time to the whole answer is spread, in milliseconds, by mode.");
        insights.MapGet("/first-token", ([AsParameters] InsightsQuery query, InsightsReader reader, CancellationToken token) =>
            AnswerAsync(query, () => reader.FirstTokensAsync(query.ToFilter(), token), FigureTables.Of)).WithSummary("Time to the first token: cold, warm, restored.");
        insights.MapGet("/daily-tokens", ([AsParameters] InsightsQuery query, InsightsReader reader, CancellationToken token) =>
            AnswerAsync(query, () => reader.DailyTokensAsync(query.ToFilter(), token), FigureTables.Of)).WithSummary("Tokens spent asleep and saved awake, by day of UTC.");
        insights.MapGet("/predictability", ([AsParameters] InsightsQuery query, InsightsReader reader, CancellationToken token) =>
            AnswerAsync(query, () => reader.PredictabilityAsync(query.ToFilter(), token), FigureTables.Of)).WithSummary("What a question saves, by fifths of predictability.");
        insights.MapGet("/accuracy", ([AsParameters] InsightsQuery query, InsightsReader reader, CancellationToken token) =>
            AnswerAsync(query, () => reader.AccuracyAsync(query.ToFilter(), token), FigureTables.Of)).WithSummary("How often each mode is right where the answer is known, with a 95 % Wilson interval.");
        insights.MapGet("/prices", async (HttpResponse response, PriceStore prices, CancellationToken token) => Tagged(response, await prices.ReadAsync(token)))
            .WithSummary("The prices that costs are counted in; t and w are in the settings for sleep. Their ETag is their version.");
        insights.MapPut("/prices", SavePricesAsync)
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Replaces the prices; every open page counts anew. Zero is a price, negative is none.");
    }

    private static async Task<Results<Ok<T>, ExportResult<IReadOnlyList<object?>>>> AnswerAsync<T>(InsightsQuery query, Func<Task<T>> figure, Func<T, FigureTable> table)
    {
        var format = query.ToFormat(); // what is asked for wrongly is refused before anything is added up
        var read = await figure();
        return format == ExportFormat.Json ? TypedResults.Ok(read) : FigureExport.Of(table(read), format);
    }

    private static async Task<Ok<InsightsPrices>> SavePricesAsync(
        InsightsPrices chosen, [FromHeader(Name = VersionETag.IfMatch), Description("The ETag of the prices as they were read, such as \"3\"; left out to replace whatever there is.")] string? ifMatch,
        HttpResponse response, PriceStore prices, CancellationToken token) =>
        Tagged(response, await prices.SaveAsync(chosen, VersionETag.Read(ifMatch, "/api/v1/insights/prices"), token));

    private static Ok<InsightsPrices> Tagged(HttpResponse response, StoredPrices stored)
    {
        response.Headers.ETag = VersionETag.Of(stored.Version);
        return TypedResults.Ok(stored.Prices);
    }
}

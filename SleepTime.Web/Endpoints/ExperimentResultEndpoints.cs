using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Web.Components.Pages.Experiments;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Endpoints.Exports;

namespace SleepTime.Web.Endpoints;

/// <summary>What experiments came to: figures, charts, single answers, and all of it as a file.</summary>
public static class ExperimentResultEndpoints
{
    public static void MapExperimentResults(this IEndpointRouteBuilder api)
    {
        var experiment = api.MapGroup("/experiments/{id:guid}").WithTags("Experiments").ProducesProblem(StatusCodes.Status404NotFound);
        experiment.MapGet("/", FindAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("One experiment with its results so far: shares with 95 % intervals, tokens, time, cost, and differences against a baseline.");
        experiment.MapGet("/figures/{name}", FigureAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("A chart of an experiment: what it says and its rows, as JSON, CSV or Markdown.");
        experiment.MapGet("/answers", AnswersAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Single answers in the order of the questions, each with the one that it is held against.");
        experiment.MapGet("/answers/{answerId:guid}", AnswerAsync)
            .WithSummary("One answer with the text and the notes that it was given from.");
        experiment.MapGet("/export", ExportAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Exports")
            .WithSummary("Every answer of an experiment as CSV or JSON, or its report as Markdown.");
    }

    private static async Task<Results<Ok<ExperimentDetailsResponse>, ProblemHttpResult>> FindAsync(
        Guid id, [Description("Another experiment; Standard of the same verbosity in this one when left out.")] Guid? baseline, ExperimentService service, ExperimentReader reader, CancellationToken cancellationToken)
    {
        if (await service.FindAsync(id, cancellationToken) is not { } view || await reader.ReadAsync(id, cancellationToken) is not var (figures, cells))
            return ApiProblems.NoExperiment(id);
        var others = await BaselineAsync(baseline, reader, cancellationToken);
        return TypedResults.Ok(ExperimentDetailsResponse.From(view, figures, baseline, Baseline.Compare(view.Experiment.Plan.Arms, cells, others)));
    }

    private static async Task<Results<Ok<ExperimentFigureResponse>, ExportResult<IReadOnlyList<object?>>, ProblemHttpResult>> FigureAsync(
        Guid id, string name, [Description("json, which is the default, csv or md.")] string? format, ExperimentService service, ExperimentReader reader, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.ParseOrJson(format);
        if (await service.FindAsync(id, cancellationToken) is not { } view || await reader.ReadAsync(id, cancellationToken) is not var (figures, cells))
            return ApiProblems.NoExperiment(id);
        if (ExperimentFigure.Find(name, view.Experiment, figures, cells) is not { } chart)
            return ApiProblems.NoExperimentFigure(name, ExperimentFigure.Names(view.Experiment));
        return parsed == ExportFormat.Json
            ? TypedResults.Ok(new ExperimentFigureResponse(chart.Table.Name, chart.Title, chart.Says, [.. chart.Table.Columns.Select(column => column.Name)], chart.Table.Rows))
            : FigureExport.Of(chart.Table, parsed);
    }

    private static async Task<Results<Ok<ListResponse<ExperimentPairResponse>>, ProblemHttpResult>> AnswersAsync(
        Guid id, [AsParameters] PageQuery paging, [AsParameters] ExperimentAnswerQuery query, ExperimentReader reader, ExperimentAnswers answers, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        var filter = query.ToFilter();
        if (await reader.ReadAsync(id, cancellationToken) is not var (_, cells))
            return ApiProblems.NoExperiment(id);
        var found = await ExperimentPairs.ReadAsync(answers, cells, await BaselineAsync(query.Baseline, reader, cancellationToken), filter, page, pageSize, cancellationToken);
        return TypedResults.Ok(ListResponse.From(
            found, pair => new ExperimentPairResponse(ExperimentAnswerResponse.From(pair.Answer), pair.Against is { } against ? ExperimentAnswerResponse.From(against) : null)));
    }

    private static async Task<Results<Ok<ExperimentAnswerDetailsResponse>, ProblemHttpResult>> AnswerAsync(Guid id, Guid answerId, ExperimentAnswers answers, CancellationToken cancellationToken) =>
        await answers.FindAsync(id, answerId, cancellationToken) is { } details
            ? TypedResults.Ok(ExperimentAnswerDetailsResponse.From(details))
            : ApiProblems.NoExperimentAnswer(id, answerId);

    private static async Task<Results<ExportResult<ExperimentAnswerResponse>, ProblemHttpResult>> ExportAsync(
        Guid id, [Description(ExportFormats.Accepted)] string? format, ExperimentService service, ExperimentReader reader, ExperimentAnswers answers, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        if (await service.FindAsync(id, cancellationToken) is not { } view)
            return ApiProblems.NoExperiment(id);
        return ExperimentExport.Of(parsed, answers.ReadAllAsync(id, cancellationToken).Select(ExperimentAnswerResponse.From), () => ExperimentExport.ReportAsync(view, reader, cancellationToken));
    }

    private static async Task<IReadOnlyList<ExperimentCell>?> BaselineAsync(Guid? baseline, ExperimentReader reader, CancellationToken cancellationToken) =>
        baseline is not { } id ? null
        : await reader.ReadAsync(id, cancellationToken) is var (_, cells) ? cells
        : throw new InvalidRequestException("baseline", $"There is no experiment {id} to hold this one against. It may have been deleted; leave baseline out.");
}

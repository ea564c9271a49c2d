using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Reports;
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
        experiment.MapGet("/tables/{name}", TableAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("A table of an experiment, arms, kinds or differences, as JSON, CSV or Markdown.");
        experiment.MapGet("/answers/export", ExportAnswersAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Exports")
            .WithSummary("The single answers that the filters let through as a file, each with the one that it is held against.");
        experiment.MapGet("/export", ExportAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Exports")
            .WithSummary("The same rows as CSV or JSON, or, whatever the filters, the report of the experiment as Markdown.");
    }

    private static async Task<Results<Ok<ExperimentDetailsResponse>, ProblemHttpResult>> FindAsync(
        Guid id, [Description("Another experiment; Standard of the same verbosity in this one when left out.")] Guid? baseline, ExperimentService service, ExperimentReader reader, CancellationToken cancellationToken)
    {
        if (await service.FindAsync(id, cancellationToken) is not { } view || await reader.ReadAsync(id, cancellationToken) is not var (figures, cells))
            return ApiProblems.NoExperiment(id);
        var others = await BaselineAsync(baseline, reader, cancellationToken);
        return TypedResults.Ok(ExperimentDetailsResponse.From(view, figures, baseline, Baseline.Compare(view.Experiment.Plan.Arms, cells, others), Headline.Of(figures, cells)));
    }

    private static async Task<Results<Ok<ExperimentFigureResponse>, ExportResult<IReadOnlyList<object?>>, ProblemHttpResult>> FigureAsync(
        Guid id, string name, [Description("json, which is the default, csv or md.")] string? format, ExperimentService service, ExperimentReader reader, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.ParseOrJson(format);
        if (await service.FindAsync(id, cancellationToken) is not { } view || await reader.ReadAsync(id, cancellationToken) is not var (figures, cells))
            return ApiProblems.NoExperiment(id);
        if (ExperimentFigure.Find(name, view.Experiment, figures, cells) is not { } chart)
            return ApiProblems.NoExperimentFigure(name, ExperimentFigure.Names(view.Experiment, figures, cells));
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

    private static async Task<Results<Ok<ExperimentTableResponse>, ExportResult<IReadOnlyList<object?>>, ProblemHttpResult>> TableAsync(
        Guid id, string name, [Description("json, which is the default, csv or md.")] string? format, [Description("As of the experiment itself; for its differences.")] Guid? baseline,
        ExperimentService service, ExperimentReader reader, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.ParseOrJson(format);
        if (await service.FindAsync(id, cancellationToken) is not { } view || await reader.ReadAsync(id, cancellationToken) is not var (figures, cells))
            return ApiProblems.NoExperiment(id);
        if (!ExperimentTables.Names.Contains(name))
            return ApiProblems.NoExperimentTable(name, ExperimentTables.Names);
        var table = name switch
        {
            ExperimentTables.ArmsName => ExperimentTables.Arms(figures),
            ExperimentTables.KindsName => ExperimentTables.Kinds(figures),
            _ => ExperimentTables.Differences(Baseline.Compare(view.Experiment.Plan.Arms, cells, await BaselineAsync(baseline, reader, cancellationToken))),
        };
        return parsed == ExportFormat.Json
            ? TypedResults.Ok(new ExperimentTableResponse(table.Name, [.. table.Columns.Select(column => column.Name)], table.Rows))
            : FigureExport.Of(table, parsed);
    }

    private static async Task<Results<ExportResult<ExportedAnswerResponse>, ProblemHttpResult>> ExportAnswersAsync(
        Guid id, [Description(ExportFormats.Accepted)] string? format, [AsParameters] ExperimentAnswerQuery query,
        ExperimentService service, ExperimentReader reader, ExperimentAnswers answers, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        return await service.FindAsync(id, cancellationToken) is { } view && await RowsAsync(id, query, reader, answers, cancellationToken) is { } rows
            ? ExperimentExport.Answers(parsed, view.Experiment.Name, rows)
            : ApiProblems.NoExperiment(id);
    }

    private static async Task<Results<ExportResult<ExportedAnswerResponse>, ProblemHttpResult>> ExportAsync(
        Guid id, [Description(ExportFormats.Accepted)] string? format, [AsParameters] ExperimentAnswerQuery query,
        ExperimentService service, ExperimentReader reader, ExperimentAnswers answers, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        if (await service.FindAsync(id, cancellationToken) is not { } view || await RowsAsync(id, query, reader, answers, cancellationToken) is not { } rows)
            return ApiProblems.NoExperiment(id);
        var baseline = query.Baseline is { } other && await service.FindAsync(other, cancellationToken) is { } against
            ? new ReportBaseline(against.Experiment.Name, await BaselineAsync(other, reader, cancellationToken) ?? [])
            : null;
        return ExperimentExport.Of(parsed, rows, () => ExperimentExport.ReportAsync(view, baseline, reader, cancellationToken));
    }

    /// <summary>The same rows as <see cref="AnswersAsync"/> has on all its pages; null when there is no such experiment.</summary>
    private static async Task<IAsyncEnumerable<ExportedAnswerResponse>?> RowsAsync(
        Guid id, ExperimentAnswerQuery query, ExperimentReader reader, ExperimentAnswers answers, CancellationToken cancellationToken)
    {
        var filter = query.ToFilter();
        return await reader.ReadAsync(id, cancellationToken) is var (_, cells)
            ? ExperimentPairs.ReadAllAsync(answers, cells, await BaselineAsync(query.Baseline, reader, cancellationToken), filter, cancellationToken).Select(pair => new ExportedAnswerResponse(pair))
            : null;
    }

    private static async Task<IReadOnlyList<ExperimentCell>?> BaselineAsync(Guid? baseline, ExperimentReader reader, CancellationToken cancellationToken) =>
        baseline is not { } id ? null
        : await reader.ReadAsync(id, cancellationToken) is var (_, cells) ? cells
        : throw new InvalidRequestException("baseline", $"There is no experiment {id} to hold this one against. It may have been deleted; leave baseline out.");
}

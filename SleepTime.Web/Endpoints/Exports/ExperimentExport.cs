using System.Runtime.CompilerServices;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>An experiment as a file: a line for each answer beside the one that it is held against, or the report.</summary>
internal static class ExperimentExport
{
    private static readonly IReadOnlyList<ExportColumn<ExportedAnswerResponse>> _columns =
    [
        new("context", row => row.Context),
        new("question", row => row.Question),
        new("kind", row => row.Kind),
        new("expected", row => row.Expected),
        new("log_probability", row => row.LogProbability),
        new("mode", row => row.Arm.Mode.ToString().ToLowerInvariant()),
        new("verbosity", row => row.Arm.Verbosity),
        new("passes", row => row.Arm.Passes),
        new("samples", row => row.Arm.Samples),
        new("repeat", row => row.Repeat),
        .. ColumnsOf("", row => row),
        new("against_arm", row => row.Against?.Arm.Key),
        .. ColumnsOf("against_", row => row.Against),
    ];

    // As the page shows them; the whole answers would make rows that nobody can read.
    private static readonly IReadOnlyList<ExportColumn<ExportedAnswerResponse>> _shown =
    [
        new("question", row => row.Question),
        new("arm", row => row.Arm.Key),
        new("repeat", row => row.Repeat + 1),
        new("expected", row => row.Expected),
        new("extracted", row => row.Extracted),
        new("verdict", row => Verdict(row)),
        new("against_arm", row => row.Against?.Arm.Key),
        new("against_extracted", row => row.Against?.Extracted),
        new("against_verdict", row => row.Against is { } against ? Verdict(against) : null),
    ];

    /// <summary>Rows, or the report as Markdown.</summary>
    public static ExportResult<ExportedAnswerResponse> Of(ExportFormat format, IAsyncEnumerable<ExportedAnswerResponse> rows, Func<IAsyncEnumerable<string>> report) =>
        new("experiment", format, rows, () => format == ExportFormat.Csv ? CsvText.WriteAsync(_columns, rows) : report());

    /// <summary>Rows in every format.</summary>
    public static ExportResult<ExportedAnswerResponse> Answers(ExportFormat format, string experiment, IAsyncEnumerable<ExportedAnswerResponse> rows) =>
        new("answers", format, rows, () => format == ExportFormat.Csv ? CsvText.WriteAsync(_columns, rows) : MarkdownText.TableAsync($"Answers of {experiment}", _shown, rows));

    public static async IAsyncEnumerable<string> ReportAsync(ExperimentView view, ReportBaseline? baseline, ExperimentReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(view.Experiment.Id, cancellationToken) is var (figures, cells))
            yield return ExperimentReport.Write(view, ReadyExperiments.Find(view.Experiment.Ready)?.Shows, figures, cells, baseline);
    }

    private static IEnumerable<ExportColumn<ExportedAnswerResponse>> ColumnsOf(string prefix, Func<ExportedAnswerResponse, ExperimentAnswerResponse?> side) =>
    [
        new($"{prefix}verdict", row => side(row) is { } answer ? Verdict(answer) : null),
        new($"{prefix}extracted", row => side(row)?.Extracted),
        new($"{prefix}answer", row => side(row)?.Answer),
        new($"{prefix}failure", row => side(row)?.Failure),
        new($"{prefix}prompt_tokens", row => side(row)?.Usage?.PromptTokens),
        new($"{prefix}cached_tokens", row => side(row)?.Usage?.CachedTokens),
        new($"{prefix}completion_tokens", row => side(row)?.Usage?.CompletionTokens),
        new($"{prefix}sleep_tokens", row => side(row)?.SleepTokens),
        new($"{prefix}queue_ms", row => side(row)?.Timings?.QueueMs),
        new($"{prefix}first_token_ms", row => side(row)?.Timings?.TimeToFirstTokenMs),
        new($"{prefix}total_ms", row => side(row)?.Timings?.TotalMs),
        new($"{prefix}finished_at", row => side(row)?.FinishedAt),
        new($"{prefix}id", row => side(row)?.Id),
    ];

    private static string Verdict(ExperimentAnswerResponse answer) => answer.Verdict.ToString().ToLowerInvariant();
}

using System.Runtime.CompilerServices;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Engine.Experiments.Reports;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>An experiment as a file: a line for each answer, or the report.</summary>
internal static class ExperimentExport
{
    private static readonly IReadOnlyList<ExportColumn<ExperimentAnswerResponse>> _columns =
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
        new("verdict", row => row.Verdict.ToString().ToLowerInvariant()),
        new("extracted", row => row.Extracted),
        new("answer", row => row.Answer),
        new("failure", row => row.Failure),
        new("prompt_tokens", row => row.Usage?.PromptTokens),
        new("cached_tokens", row => row.Usage?.CachedTokens),
        new("completion_tokens", row => row.Usage?.CompletionTokens),
        new("sleep_tokens", row => row.SleepTokens),
        new("queue_ms", row => row.Timings?.QueueMs),
        new("first_token_ms", row => row.Timings?.TimeToFirstTokenMs),
        new("total_ms", row => row.Timings?.TotalMs),
        new("finished_at", row => row.FinishedAt),
        new("id", row => row.Id),
    ];

    public static ExportResult<ExperimentAnswerResponse> Of(ExportFormat format, IAsyncEnumerable<ExperimentAnswerResponse> rows, Func<IAsyncEnumerable<string>> report) =>
        new("experiment", format, rows, () => format == ExportFormat.Csv ? CsvText.WriteAsync(_columns, rows) : report());

    public static async IAsyncEnumerable<string> ReportAsync(ExperimentView view, ExperimentReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(view.Experiment.Id, cancellationToken) is var (figures, cells))
            yield return ExperimentReport.Write(view, ReadyExperiments.Find(view.Experiment.Ready)?.Shows, figures, cells);
    }
}

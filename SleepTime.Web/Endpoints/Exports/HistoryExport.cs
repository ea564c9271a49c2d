using SleepTime.Engine;
using SleepTime.Engine.Answering;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>The history as a file: one line for each row on the screen.</summary>
internal static class HistoryExport
{
    private static readonly IReadOnlyList<ExportColumn<ComparisonResponse>> _columns =
    [
        new("asked_at", row => row.CreatedAt),
        new("context", row => row.ContextTitle),
        new("person", row => row.Owner),
        new("question", row => row.Question),
        .. ColumnsOf("standard", RunMode.Standard),
        .. ColumnsOf("sleeptime", RunMode.Sleep),
        .. SidesHidden("a"),
        .. SidesHidden("b"),
        new("id", row => row.Id),
        new("context_id", row => row.ContextId),
    ];

    public static ExportResult<ComparisonResponse> Of(ExportFormat format, IAsyncEnumerable<ComparisonResponse> rows) =>
        new("history", format, rows, () => format == ExportFormat.Csv ? CsvText.WriteAsync(_columns, rows) : MarkdownText.TableAsync("History", _columns, rows));

    public static ExportResult<ComparisonResponse> OfOne(ExportFormat format, ComparisonResponse row)
    {
        IAsyncEnumerable<ComparisonResponse> rows = new[] { row }.ToAsyncEnumerable();
        return new(row.Comparison ? "comparison" : "run", format, rows, () => format == ExportFormat.Csv ? CsvText.WriteAsync(_columns, rows) : PageOf(row).ToAsyncEnumerable());
    }

    private static IEnumerable<ExportColumn<ComparisonResponse>> ColumnsOf(string prefix, RunMode mode)
    {
        RunResponse? Run(ComparisonResponse row) => row.Runs.FirstOrDefault(run => run.Mode == mode);
        return
        [
            new($"{prefix}_state", row => Run(row)?.State.ToString().ToLowerInvariant()),
            new($"{prefix}_answer", row => Run(row)?.Answer),
            new($"{prefix}_failure", row => Run(row)?.Failure),
            new($"{prefix}_outcome", row => ListExport.NameOf(Run(row)?.Outcome)),
            new($"{prefix}_expected", row => Run(row)?.ExpectedAnswer),
            new($"{prefix}_verdict", row => VerdictOf(Run(row))),
            new($"{prefix}_model", row => Run(row)?.Model),
            new($"{prefix}_verbosity", row => Run(row)?.Verbosity),
            new($"{prefix}_seed", row => Run(row)?.Seed),
            new($"{prefix}_instant", row => Run(row)?.Instant),
            new($"{prefix}_prompt_tokens", row => Run(row)?.Usage?.PromptTokens),
            new($"{prefix}_cached_tokens", row => Run(row)?.Usage?.CachedTokens),
            new($"{prefix}_cached_from", row => ListExport.NameOf(Run(row)?.CachedFrom)),
            new($"{prefix}_completion_tokens", row => Run(row)?.Usage?.CompletionTokens),
            new($"{prefix}_queue_ms", row => Run(row)?.Timings?.QueueMs),
            new($"{prefix}_first_token_ms", row => Run(row)?.Timings?.TimeToFirstTokenMs),
            new($"{prefix}_total_ms", row => Run(row)?.Timings?.TotalMs),
            new($"{prefix}_text_sections", row => Run(row)?.Given?.Sections),
            new($"{prefix}_question_matched", row => Run(row)?.Given?.Matched),
            new($"{prefix}_given", row => Run(row)?.Given is { } given ? string.Join('\n', GivenText.Items(given)) : null),
        ];
    }

    /// <summary>What may be told of a blind comparison that is still to be voted on.</summary>
    private static IEnumerable<ExportColumn<ComparisonResponse>> SidesHidden(string side)
    {
        RunResponse? Run(ComparisonResponse row) => row.Runs.FirstOrDefault(run => run.Mode is null && run.Side == side);
        return
        [
            new($"blind_{side}_state", row => Run(row)?.State.ToString().ToLowerInvariant()),
            new($"blind_{side}_answer", row => Run(row)?.Answer),
        ];
    }

    private static IEnumerable<string> PageOf(ComparisonResponse row)
    {
        yield return $"# {MarkdownLine.Of(row.Question)}\n\nContext: {MarkdownLine.Of(row.ContextTitle)}. Asked by {MarkdownLine.Of(row.Owner)}, {CsvText.ToText(row.CreatedAt)}.\n";
        foreach (var run in row.Runs)
        {
            yield return $"\n## {NameOf(run)}\n\n";
            yield return $"State: {run.State.ToString().ToLowerInvariant()}.{(run.Failure is null ? "" : " " + MarkdownLine.Of(run.Failure))}\n\n";
            if (run.Answer.Length > 0)
                yield return MarkdownText.Block(run.Answer) + "\n";
            yield return $"- Model: {MarkdownLine.Of(run.Model)}, verbosity {run.Verbosity}, temperature {CsvText.ToText(run.Temperature)}, at most {run.MaxTokens} tokens\n";
            if (run.Mode is null)
            {
                yield return "- Figures: hidden until you have voted on this blind comparison\n";
                continue;
            }
            if (VerdictOf(run) is { } verdict)
                yield return $"- Expected: {MarkdownLine.Of(run.ExpectedAnswer)}; {verdict}\n";
            yield return $"- Prompt tokens: {CsvText.ToText(run.Usage?.PromptTokens) ?? "unknown"}, of them cached: {CsvText.ToText(run.Usage?.CachedTokens) ?? "unknown"}\n";
            yield return $"- Completion tokens: {CsvText.ToText(run.Usage?.CompletionTokens) ?? "unknown"}\n";
            yield return $"- First token after {CsvText.ToText(run.Timings?.TimeToFirstTokenMs) ?? "unknown"} ms, in all {CsvText.ToText(run.Timings?.TotalMs) ?? "unknown"} ms\n";
            if (run.Given is not { } given)
                continue;
            yield return $"- {GivenText.Summary(given)}\n";
            foreach (var item in GivenText.Items(given))
                yield return $"  - {MarkdownLine.Of(item)}\n";
        }
    }

    /// <summary>As the Insights judge: a completed run without an answer to judge is wrong. Null where there is nothing to judge it by.</summary>
    private static string? VerdictOf(RunResponse? run) =>
        run is { State: RunState.Completed } && !string.IsNullOrWhiteSpace(run.ExpectedAnswer) ? run.Score?.IsRight == true ? "right" : "wrong" : null;

    private static string NameOf(RunResponse run) => run.Mode switch
    {
        RunMode.Standard => nameof(AnswerMode.Standard),
        RunMode.Sleep => nameof(AnswerMode.SleepTime),
        _ => $"Answer {run.Side?.ToUpperInvariant()}",
    };
}

using SleepTime.Engine.Sleeping;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>The list of sleep jobs as a file.</summary>
internal static class JobExport
{
    private static readonly IReadOnlyList<ExportColumn<JobResponse>> _columns =
    [
        new("context", row => row.ContextTitle),
        new("text_version", row => row.ContextVersion),
        new("state", row => ListExport.NameOf<SleepJobState>(row.State)),
        // What has ended keeps the mark without meaning.
        new("paused", row => row is { Paused: true, State: SleepJobState.Queued }),
        new("passes_done", row => row.PassesDone),
        new("passes_wanted", row => row.PassesWanted),
        new("samples", row => row.Samples),
        new("sections_done", row => row.Sections is null ? null : row.SectionsDone),
        new("sections", row => row.Sections),
        new("ended_because", row => ListExport.NameOf(row.End)),
        // Of a text in sections the passes are not kept, so that nobody knows.
        new("verified_notes", row => row.Sections is null ? row.VerifiedCount : null),
        new("struck_notes", row => row.Sections is null ? row.StruckCount : null),
        new("prompt_tokens", row => row.Usage.PromptTokens),
        new("cached_tokens", row => row.Usage.CachedTokens),
        new("completion_tokens", row => row.Usage.CompletionTokens),
        new("stepped_aside", row => row.StepAsideCount),
        new("created_at", row => row.CreatedAt),
        new("started_at", row => row.StartedAt),
        new("finished_at", row => row.FinishedAt),
        new("failure", row => row.Failure),
        new("worth", row => row.Worth),
        new("id", row => row.Id),
        new("context_id", row => row.ContextId),
    ];

    public static ExportResult<JobResponse> Of(ExportFormat format, IAsyncEnumerable<JobResponse> rows) => ListExport.Of(format, "jobs", "Sleep jobs", _columns, rows);
}

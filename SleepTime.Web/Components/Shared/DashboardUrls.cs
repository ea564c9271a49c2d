using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Pages.Experiments;
using SleepTime.Web.Components.Pages.History;
using SleepTime.Web.Components.Pages.Insights;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Web.Components.Shared;

/// <summary>Every address of the site, so that pages cannot disagree about one.</summary>
public static class DashboardUrls
{
    public const string Overview = "/";
    public const string Wall = "/wall";
    public const string Contexts = "/contexts";
    public const string AskPage = "/ask";
    public const string QueuePage = "/queue";
    public const string HistoryPage = "/history";
    public const string SharesPage = "/shares";
    public const string InsightsPage = "/insights";
    public const string ExperimentsPage = "/experiments";
    public const string ModelPage = "/model";

    /// <summary>Below it stands what links show; not to be mixed up with the list of links.</summary>
    public const string SharedRoot = "/shared";

    public static string Context(Guid id) => $"/contexts/{id}";

    /// <summary>A context at what the gate decided on it.</summary>
    public static string Gate(Guid contextId) => $"/contexts/{contextId}#gate";

    /// <summary>The notes of a context, with one version opened.</summary>
    public static string Notes(Guid contextId, Guid notesVersionId) => $"/contexts/{contextId}?notes={notesVersionId}#notes";

    /// <summary>One note of a context, chosen, so that its sentences are marked in the text.</summary>
    public static string Note(Guid contextId, Note note) => $"/contexts/{contextId}?notes={note.NotesVersionId}&note={note.Id}#notes";

    /// <summary>A context whose text is read in sections, with one of them opened.</summary>
    public static string Section(Guid contextId, int order) => $"/contexts/{contextId}?section={order}#sections";

    /// <summary>A page of the sections of a context.</summary>
    public static string Sections(Guid contextId, int page) => Context(contextId) + Query(("sections", page > 1 ? page.ToString() : null)) + "#sections";

    public static string ContextList(string? search, int page) =>
        Contexts + Query(("search", search), ("page", page > 1 ? page.ToString() : null));

    public static string Ask(Guid? contextId = null, Guid? comparisonId = null, Guid? runId = null, string? question = null, Guid? followsId = null) =>
        AskPage + Query(
            ("context", contextId?.ToString()),
            ("comparison", comparisonId?.ToString()),
            ("run", runId?.ToString()),
            ("question", question),
            ("follows", followsId?.ToString()));

    /// <param name="reason">Why contexts are not slept on, where the state asks for those.</param>
    public static string Queue(string? state = null, int page = 1, string? reason = null) =>
        QueuePage + Query(("state", state), ("reason", reason), ("page", page > 1 ? page.ToString() : null));

    public static string History(HistoryAddress filters) => HistoryPage + Query([.. filters.ToQuery()]);

    /// <summary>The answers of a row of the history.</summary>
    public static string Asked(HistoryRow row) => row.IsComparison ? Ask(row.ContextId, comparisonId: row.Id) : Ask(row.ContextId, runId: row.Id);

    public static string HistoryExport(HistoryAddress filters, string format, long? upTo) => "/api/v1/history/export" + Query([.. filters.ToExportQuery(format, upTo)]);

    public static string Insights(InsightsAddress filters) => InsightsPage + Query([.. filters.ToQuery()]);

    public static string InsightsFile(InsightsAddress filters, string figure, string format) => $"/api/v1/insights/{figure}" + Query([.. filters.ToFileQuery(format)]);

    public static string Experiments(int page) => ExperimentsPage + Query(("page", page > 1 ? page.ToString() : null));

    public static string Experiment(Guid id, ExperimentAddress? shows = null) => $"{ExperimentsPage}/{id}" + (shows is null ? "" : Query([.. shows.ToQuery()]));

    /// <summary>The single answers of an experiment, as a place on its page.</summary>
    public static string ExperimentAnswers(Guid id, ExperimentAddress shows) => Experiment(id, shows) + "#answers";

    public static string ExperimentAnswer(Guid experimentId, Guid id) => $"{ExperimentsPage}/{experimentId}/answers/{id}";

    /// <param name="baseline">What its answers are held against; null for Standard of the same verbosity.</param>
    public static string ExperimentExport(Guid id, Guid? baseline, string format) => $"/api/v1/experiments/{id}/export" + Query(("format", format), ("baseline", baseline?.ToString()));

    public static string ExperimentAnswersExport(Guid id, ExperimentAddress shows, string format) => $"/api/v1/experiments/{id}/answers/export" + Query([.. shows.ToExportQuery(format)]);

    public static string ExperimentTableFile(Guid id, string name, Guid? baseline, string format) =>
        $"/api/v1/experiments/{id}/tables/{name}" + Query(("format", format), ("baseline", baseline?.ToString()));

    public static string ExperimentFigureFile(Guid id, string name, string format) => $"/api/v1/experiments/{id}/figures/{name}?format={format}";

    /// <param name="search">As of the list.</param>
    public static string ContextListExport(string? search, string format) => "/api/v1/contexts/export" + Query(("format", format), ("search", search));

    /// <param name="filter">As of the list; it is about jobs.</param>
    public static string JobsExport(JobFilter filter, string format) => "/api/v1/jobs/export" + Query(
        ("format", format), ("state", filter.State?.ToString().ToLowerInvariant()), ("paused", filter.Paused?.ToString().ToLowerInvariant()));

    public static string SharesExport(string format) => $"/api/v1/shares/export?format={format}";

    public static string RecentExport(string format) => $"/api/v1/overview/comparisons/export?format={format}";

    public static string ComparisonExport(Guid id, string format) => $"/api/v1/comparisons/{id}/export?format={format}";

    public static string RunExport(Guid id, string format) => $"/api/v1/runs/{id}/export?format={format}";

    public static string NotesExport(Guid contextId, string format) => $"/api/v1/contexts/{contextId}/notes/export?format={format}";

    /// <summary>Where a link leads, for whoever has its token.</summary>
    public static string Shared(string token) => $"{SharedRoot}/{token}";

    public static string Shares(int page) => SharesPage + Query(("page", page > 1 ? page.ToString() : null));

    /// <summary>What a link was made of; null when it is gone.</summary>
    public static string? Original(ShareView share) => share switch
    {
        { Kind: ShareKind.Overview } => Overview,
        { ContextId: null } => null,
        { Kind: ShareKind.Run } => Ask(share.ContextId, runId: share.SubjectId),
        { Kind: ShareKind.Comparison } => Ask(share.ContextId, comparisonId: share.SubjectId),
        _ => Context(share.ContextId.Value),
    };

    private static string Query(params ReadOnlySpan<(string Key, string? Value)> parts)
    {
        var query = "";
        foreach (var (key, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
                query += $"{(query.Length == 0 ? '?' : '&')}{key}={Uri.EscapeDataString(value)}";
        }
        return query;
    }
}

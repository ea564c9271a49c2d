using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Chatting;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Insights.Prices;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Engine.ModelHosting.Switching;
using SleepTime.Engine.ModelHosting.Uploads;
using SleepTime.Engine.Sharing;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Endpoints.Contracts;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace SleepTime.Web.Endpoints;

/// <summary>Everything that can go wrong with a request, as RFC 9457 problem details whose detail says what to do next.</summary>
internal static partial class ApiProblems
{
    private const string UnsupportedBody =
        "The body is of a type that is not accepted here. Send application/json; files go to /api/v1/contexts as multipart/form-data.";

    /// <summary>The problem that an exception means, or null for one that is our own mistake.</summary>
    public static ProblemDetails? TryFrom(Exception exception) => exception switch
    {
        ContextRefusedException refused => From(refused),
        DuplicateTextException duplicate => From(new UploadProblem(Status409Conflict, "duplicate", Same(duplicate.ContextId), duplicate.ContextId)),
        TextChangedException changed => Changed(changed),
        PricesChangedException or SleepPolicyChangedException => Create(Status412PreconditionFailed, "Changed meanwhile", exception.Message),
        InvalidExperimentException invalid => InvalidField(invalid.Field, invalid.Message),
        DataSetRefusedException refused => Refused(refused),
        InvalidRequestException invalid => InvalidField(invalid.Field, invalid.Message),
        InvalidQuestionException invalid => InvalidField(invalid.Field, invalid.Message),
        InvalidChatException invalid => InvalidField(invalid.Field, invalid.Message),
        ModelChoiceRefusedException { Field: "" } refused => Conflict(refused.Message),
        ModelChoiceRefusedException refused => InvalidField(refused.Field, refused.Message),
        InvalidSleepSettingsException invalid => InvalidField(invalid.Field, invalid.Message),
        InvalidSleepPolicyException invalid => InvalidFields(invalid.Message, invalid.Faults.Select(fault => (fault.Field, fault.Message))),
        NotesEditRefusedException { IsConflict: true } refused => Conflict(refused.Message),
        NotesEditRefusedException refused => InvalidField("lines", refused.Message),
        ShareRefusedException refused => Conflict(refused.Message),
        DownloadRefusedException { IsForbidden: true } => Create(Status403Forbidden, "Turned off", exception.Message),
        DownloadRefusedException refused => InvalidField("reference", refused.Message),
        ModelUploadRefusedException refused => Refused(refused),
        ContextNotFoundException => Create(Status404NotFound, "Not found", exception.Message),
        PromptTooLongException => Create(Status422UnprocessableEntity, "Too long for the model", exception.Message),
        TooManyAtOnceException => Create(Status422UnprocessableEntity, "More than may wait at once", exception.Message),
        QueueFullException => Create(Status503ServiceUnavailable, "The model is busy", exception.Message),
        UploadsFullException => Create(Status503ServiceUnavailable, "Too many files wait", exception.Message),
        ModelNotReadyException => Create(Status503ServiceUnavailable, "The model is not ready", exception.Message),
        BadHttpRequestException bad => From(bad),
        _ when DiskFull.IsCauseOf(exception) => Create(Status507InsufficientStorage, "No room on the disk", "The server's disk is full, so that this could not be stored. Make room there, then send it again."),
        _ => null,
    };

    /// <summary>The problem of a body in letters that the server does not know; null where it is something else.</summary>
    public static ProblemDetails? UnknownCharset(Exception exception, HttpRequest request) =>
        exception is InvalidOperationException && request.GetTypedHeaders().ContentType is { Charset: { Length: > 0 } charset, Encoding: null }
            ? Create(Status415UnsupportedMediaType, "Unsupported Media Type", $"The body is in '{charset}', which is not known here. Send it in UTF-8.")
            : null;

    public static ProblemDetails From(ContextRefusedException refused)
    {
        var problem = Create(StatusOf(refused.Reason), "The text was refused", refused.Message);
        problem.Extensions["reason"] = NameOf(refused.Reason);
        return problem;
    }

    public static ProblemDetails From(UploadProblem refused)
    {
        var problem = Create(refused.Status, "The text was not stored", refused.Detail);
        problem.Extensions["reason"] = refused.Reason;
        if (refused.ContextId is { } contextId)
            problem.Extensions["contextId"] = contextId;
        return problem;
    }

    /// <summary>Why an upload did not become a context.</summary>
    /// <param name="upload">Null when it was forgotten meanwhile.</param>
    public static UploadProblem ToUploadProblem(Upload? upload) => upload switch
    {
        null => new(Status409Conflict, "deleted", "The upload was deleted while it was being read. Send it again if that was a mistake."),
        { Refusal: { } reason } => new(StatusOf(reason), NameOf(reason), upload.Failure!),
        { State: UploadState.Duplicate, ContextId: { } same } => new(Status409Conflict, "duplicate", Same(same), same),
        { State: UploadState.Stored } => new(Status409Conflict, "deleted", "The context was deleted as soon as it was stored. Send the file again if that was a mistake."),
        _ => new(Status503ServiceUnavailable, "notStored", upload.Failure ?? "The file could not be stored. Try again."),
    };

    /// <summary>Why one of several files was not taken.</summary>
    public static UploadProblem ToUploadProblem(UploadsFullException full) => new(Status503ServiceUnavailable, "tooMuchWaits", full.Message);

    private static string Same(Guid contextId) => $"The context {contextId} has the same text. Use that one, or add duplicates=store to store it a second time.";

    private static ProblemDetails Refused(DataSetRefusedException refused)
    {
        var problem = Create(Status422UnprocessableEntity, "The data set was refused", refused.Message);
        if (refused.Head.Count > 0)
            problem.Extensions["head"] = refused.Head;
        return problem;
    }

    private static ProblemDetails Changed(TextChangedException changed)
    {
        var problem = Create(Status412PreconditionFailed, "Changed meanwhile", $"{changed.Message} GET the context for its text and its ETag.");
        problem.Extensions["version"] = changed.Current;
        return problem;
    }

    public static ProblemHttpResult NoOutline(Guid id) => NotFound($"The current text of context {id} was not read from a file: it was pasted or edited. GET /api/v1/contexts/{id} gives the text.");

    public static ProblemHttpResult NoSection(Guid id, int order) => NotFound($"The current text of context {id} has no section {order}. GET /api/v1/contexts/{id}/sections lists those there are; a text that fits has none.");

    public static ProblemHttpResult NoUpload(Guid id) => NotFound($"There is no upload {id}. It may have been deleted or forgotten; GET /api/v1/uploads lists those there are.");

    public static ProblemDetails NothingStored(IReadOnlyList<UploadOutcome> outcomes)
    {
        var problem = Create(Status400BadRequest, "No file was stored", "Every file was refused; see items for each one's reason. Put them right and send them again.");
        problem.Extensions["items"] = outcomes;
        return problem;
    }

    public static ProblemDetails ModelNotReady(ModelStatus status)
    {
        var loading = status.State == ModelState.Loading;
        var problem = Create(
            Status503ServiceUnavailable,
            "The model is not ready",
            loading ? $"The model is loading ({status.LoadProgress.ToString("P0", CultureInfo.InvariantCulture)}). Try again in a moment." : status.Failure);
        problem.Extensions["state"] = loading ? "loading" : "failed";
        problem.Extensions["loadProgress"] = status.LoadProgress;
        return problem;
    }

    public static ProblemDetails Conflict(string detail) => Create(Status409Conflict, "Not possible in this state", detail);

    public static ProblemHttpResult NoContext(Guid id) => NotFound($"There is no context {id}. It may have been deleted; GET /api/v1/contexts lists those there are.");

    public static ProblemHttpResult NoNotes(Guid contextId, Guid id) =>
        NotFound($"There are no notes {id} on context {contextId}. They go with their context; GET /api/v1/contexts/{contextId}/notes lists those there are.");

    public static ProblemHttpResult NoJob(Guid id) => NotFound($"There is no sleep job {id}. It goes with its context; GET /api/v1/jobs lists those there are.");

    public static ProblemHttpResult NoRun(Guid id) => NotFound($"There is no run {id}. It goes with its context; GET /api/v1/runs lists those there are.");

    public static ProblemHttpResult NoComparison(Guid id) =>
        NotFound($"There is no comparison {id}. It may have been deleted, by itself or with its context; GET /api/v1/comparisons lists those there are.");

    public static ProblemHttpResult NoDataSet(Guid id) => NotFound($"There is no data set {id}. It may have been deleted; GET /api/v1/datasets lists those there are.");

    public static ProblemHttpResult NoExperiment(Guid id) => NotFound($"There is no experiment {id}. It may have been deleted; GET /api/v1/experiments lists those there are.");

    public static ProblemHttpResult NoExperimentFigure(string name, IEnumerable<string> names) => NotFound($"The experiment has no chart '{name}'; it has {string.Join(", ", names)}.");

    public static ProblemHttpResult NoExperimentTable(string name, IEnumerable<string> names) => NotFound($"The experiment has no table '{name}'; it has {string.Join(", ", names)}.");

    public static ProblemHttpResult NoExperimentAnswer(Guid experimentId, Guid id) =>
        NotFound($"Experiment {experimentId} has no answer {id}. GET /api/v1/experiments/{experimentId}/answers lists those there are.");

    public static ProblemHttpResult NoShare(Guid id) =>
        NotFound($"There is no shared link {id}. Dead ones are forgotten when room is needed; GET /api/v1/shares lists those there are.");

    private static ProblemDetails Refused(ModelUploadRefusedException refused) => refused.Reason switch
    {
        ModelUploadRefusal.Forbidden => Create(Status403Forbidden, "Turned off", refused.Message),
        ModelUploadRefusal.Name => InvalidField("name", refused.Message),
        ModelUploadRefusal.Unknown => Create(Status404NotFound, "Not found", refused.Message),
        ModelUploadRefusal.Exists or ModelUploadRefusal.InUse => Conflict(refused.Message),
        ModelUploadRefusal.TooLarge => Create(Status413PayloadTooLarge, "Too large", refused.Message),
        ModelUploadRefusal.NoRoom => Create(Status507InsufficientStorage, "No room on the disk", refused.Message),
        _ => Create(Status422UnprocessableEntity, "No model", refused.Message),
    };

    public static ProblemHttpResult NoDownload(Guid id) => NotFound($"There is no download {id}. It may have been deleted; GET /api/v1/models/downloads lists those there are.");

    public static ProblemHttpResult NoVote(Guid comparisonId) =>
        NotFound($"There is no vote of yours on comparison {comparisonId}. PUT one to the same address.");

    /// <summary>What to say when the server gives a status and nothing else, such as for an address that does not exist.</summary>
    public static string DetailOf(int status, HttpRequest request) => status switch
    {
        Status404NotFound => $"There is nothing at {request.Path}. The document at /openapi/v1.json lists every address.",
        Status405MethodNotAllowed => $"{request.Path} does not take {request.Method}. The document at /openapi/v1.json lists what it takes.",
        Status415UnsupportedMediaType => UnsupportedBody,
        _ => "The request cannot be served as it is. The document at /openapi/v1.json describes every request.",
    };

    private static ProblemDetails InvalidField(string field, string message) => InvalidFields(message, [(field, message)]);

    private static ProblemDetails InvalidFields(string detail, IEnumerable<(string Field, string Message)> faults)
    {
        var problem = Create(Status400BadRequest, "Invalid request", detail);
        problem.Extensions["errors"] = faults.GroupBy(fault => fault.Field).ToDictionary(group => group.Key, group => group.Select(fault => fault.Message).ToArray());
        return problem;
    }

    private static ProblemDetails From(BadHttpRequestException bad) => bad switch
    {
        { StatusCode: Status413PayloadTooLarge } => Create(bad.StatusCode, "Too large", "The request is larger than this server takes. Send fewer or smaller files."),
        { StatusCode: Status415UnsupportedMediaType } => Create(bad.StatusCode, "Unsupported Media Type", UnsupportedBody),
        { InnerException: JsonException json } => Create(bad.StatusCode, JsonFault.TitleOf(json), JsonFault.DetailOf(json)),
        _ => Create(bad.StatusCode, "Invalid request", $"{Reworded(bad.Message)} The document at /openapi/v1.json describes every request."),
    };

    /// <summary>The framework's words name C# types, which say nothing to a caller.</summary>
    private static string Reworded(string message)
    {
        if (message.EndsWith("was not provided from body.", StringComparison.Ordinal) || message.StartsWith("Implicit body", StringComparison.Ordinal))
            return "The request has no body.";
        return UnreadableParameter().Match(message) is { Success: true } match
            ? $"{JsonNamingPolicy.CamelCase.ConvertName(match.Groups["name"].Value)} is '{match.Groups["value"]}', which cannot be read as a value of it."
            : message;
    }

    [GeneratedRegex("""^Failed to bind parameter "[^"]*?(?<name>\w+)" from "(?<value>.*)"\.$""")]
    private static partial Regex UnreadableParameter();

    private static int StatusOf(ContextRefusal reason) => reason switch
    {
        ContextRefusal.TooLarge => Status413PayloadTooLarge,
        ContextRefusal.UnsupportedType => Status415UnsupportedMediaType,
        ContextRefusal.Scanned or ContextRefusal.Encrypted or ContextRefusal.TooManyPages or ContextRefusal.TooSlow or ContextRefusal.TooMuchMemory => Status422UnprocessableEntity,
        _ => Status400BadRequest,
    };

    private static string NameOf(ContextRefusal reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());

    private static ProblemHttpResult NotFound(string detail) => TypedResults.Problem(Create(Status404NotFound, "Not found", detail));

    private static ProblemDetails Create(int status, string title, string? detail) => new() { Status = status, Title = title, Detail = detail };
}

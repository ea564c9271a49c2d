namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>What became of one file of an upload: a context, or the reason why nothing of it was stored.</summary>
public sealed record UploadOutcome(string FileName, ContextResponse? Context, UploadProblem? Problem);

/// <param name="Reason">Short and stable, such as "empty" or "tooLarge".</param>
/// <param name="Detail">The cause in words, with what to do next.</param>
/// <param name="ContextId">Of a duplicate, the context that has the same text.</param>
public sealed record UploadProblem(int Status, string Reason, string Detail, Guid? ContextId = null);

/// <summary>The outcomes of an upload of several files, in their order.</summary>
public sealed record UploadResponse(IReadOnlyList<UploadOutcome> Items, int Total);

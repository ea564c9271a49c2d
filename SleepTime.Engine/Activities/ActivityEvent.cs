namespace SleepTime.Engine.Activities;

/// <summary>Something changed that people may be looking at. It says what, not how: the receiver reads the new state.</summary>
public abstract record ActivityEvent;

/// <summary>A context was made, edited or deleted, or its notes changed.</summary>
public sealed record ContextChanged(Guid ContextId) : ActivityEvent;

/// <summary>An uploaded file came, moved on or was forgotten.</summary>
public sealed record UploadChanged(Guid UploadId) : ActivityEvent;

/// <summary>A sleep job was made, moved on a pass, or changed its state.</summary>
public sealed record JobChanged(Guid JobId, Guid ContextId) : ActivityEvent;

/// <summary>The sleep queue was paused or resumed, or why it sleeps or does not sleep changed.</summary>
public sealed record SleepQueueChanged : ActivityEvent;

/// <summary>A person chose whether and how a context is slept on.</summary>
public sealed record SleepChoiceChanged(Guid ContextId) : ActivityEvent;

/// <summary>The team's settings for sleep were changed.</summary>
public sealed record SleepPolicyChanged : ActivityEvent;

/// <summary>The prices that figures are counted in were changed.</summary>
public sealed record PricesChanged : ActivityEvent;

/// <summary>A run was made or changed its state; its text is followed through <see cref="Answering.RunRegistry"/>.</summary>
public sealed record RunChanged(Guid RunId, Guid ContextId) : ActivityEvent;

/// <summary>A vote, a rating or an expected answer changed, or votes are counted anew.</summary>
/// <param name="ContextId">Null when it concerns all contexts.</param>
public sealed record FeedbackChanged(Guid? ContextId) : ActivityEvent;

/// <summary>A link was made, opened or revoked.</summary>
public sealed record SharesChanged : ActivityEvent;

/// <summary>A data set was imported or deleted.</summary>
public sealed record DataSetsChanged : ActivityEvent;

/// <summary>An experiment was made, moved on, changed its state or was deleted.</summary>
public sealed record ExperimentChanged(Guid ExperimentId) : ActivityEvent;

/// <summary>The model's state or load progress changed.</summary>
public sealed record ModelChanged : ActivityEvent;

/// <summary>A download of a model was listed, moved on, changed its state or was deleted.</summary>
public sealed record ModelDownloadChanged(Guid DownloadId) : ActivityEvent;

/// <summary>A model was uploaded, or an uploaded one deleted.</summary>
public sealed record ModelFilesChanged : ActivityEvent;

/// <summary>The number of running or waiting generations changed, or the engine became idle or busy.</summary>
public sealed record EngineLoadChanged : ActivityEvent;

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

/// <summary>A run was made or changed its state; its text is followed through <see cref="Answering.RunRegistry"/>.</summary>
public sealed record RunChanged(Guid RunId, Guid ContextId) : ActivityEvent;

/// <summary>The model's state or load progress changed.</summary>
public sealed record ModelChanged : ActivityEvent;

/// <summary>The number of running or waiting generations changed, or the engine became idle or busy.</summary>
public sealed record EngineLoadChanged : ActivityEvent;

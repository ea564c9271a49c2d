namespace SleepTime.Engine.Answering;

/// <summary>What happens to a run, in order: <see cref="RunStarted"/> first, <see cref="RunEnded"/> last.</summary>
public abstract record RunEvent(Guid RunId, AnswerMode Mode);

/// <summary>The run exists and is stored.</summary>
public sealed record RunStarted(Guid RunId, AnswerMode Mode) : RunEvent(RunId, Mode);

/// <summary>It waits for the engine.</summary>
/// <param name="Position">1 for the next in line.</param>
public sealed record RunQueued(Guid RunId, AnswerMode Mode, int Position, int Waiting) : RunEvent(RunId, Mode);

/// <summary>The prompt is being read.</summary>
public sealed record RunPrefill(Guid RunId, AnswerMode Mode, int Processed, int Total, int Cached) : RunEvent(RunId, Mode);

/// <summary>Text came, gathered over a slice of 30 to 60 ms.</summary>
/// <param name="CompletionTokens">Tokens so far, these included; null when a restart cut the run off, so that nobody counted.</param>
public sealed record RunText(Guid RunId, AnswerMode Mode, string Text, int? CompletionTokens) : RunEvent(RunId, Mode);

/// <summary>Completed, cancelled or failed; <see cref="Run"/> is as stored.</summary>
public sealed record RunEnded(Guid RunId, AnswerMode Mode, Run Run) : RunEvent(RunId, Mode);

namespace SleepTime.Engine.Experiments.Scoring;

/// <summary>What became of an answer.</summary>
/// <param name="IsRight">False also where there was no answer.</param>
/// <param name="Extracted">What was compared with the expected answer, as it stands in the reply; null when there was nothing.</param>
public sealed record ScoredAnswer(bool IsRight, string? Extracted);

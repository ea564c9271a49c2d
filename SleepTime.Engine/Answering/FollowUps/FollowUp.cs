using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Engine.Answering.FollowUps;

/// <summary>What a run follows up.</summary>
/// <param name="RunId">The run before it; null when the caller brought the turns.</param>
/// <param name="Turns">The last questions with their answers, the earliest first; those that were not answered are left out.</param>
internal sealed record FollowUp(Guid? RunId, IReadOnlyList<PromptTurn> Turns);

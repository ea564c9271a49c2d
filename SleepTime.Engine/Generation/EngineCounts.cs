namespace SleepTime.Engine.Generation;

/// <summary>What the engine has done since the server started; all but the last two numbers only grow.</summary>
/// <param name="Preemptions">Background generations that a question made step aside, their KV state kept.</param>
/// <param name="AbortedSteps">Background steps that a question cut short while they were being computed.</param>
/// <param name="Parkings">Generations that had to give up their KV cells and are computed again.</param>
/// <param name="DraftTokens">Tokens that were drafted by lookup and verified.</param>
/// <param name="AcceptedDraftTokens">Those of them that the model would have said.</param>
/// <param name="ContextsLost">Inference contexts that were thrown away after a failed native call.</param>
/// <param name="Steps">Batches that were computed.</param>
/// <param name="StepTokens">Tokens in these batches.</param>
/// <param name="SequencesUsed">Sequences of running generations and kept prefixes at the last step; this one also shrinks.</param>
/// <param name="CellsUsed">KV cells that at least one sequence saw at the last step; this one also shrinks.</param>
public sealed record EngineCounts(
    long Preemptions, long AbortedSteps, long Parkings, long ContextsLost, long DraftTokens = 0, long AcceptedDraftTokens = 0,
    long Steps = 0, long StepTokens = 0, int SequencesUsed = 0, int CellsUsed = 0);

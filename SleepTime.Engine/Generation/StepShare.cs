namespace SleepTime.Engine.Generation;

/// <summary>What one generation has in a step: its share of the batch, and where its logits are.</summary>
/// <param name="Count">Tokens of it in the batch.</param>
/// <param name="FirstRow">Batch index of its first token with logits; its last tokens have them.</param>
/// <param name="Rows">How many of its tokens have logits; 0 while its prompt is being read.</param>
internal readonly record struct StepShare(ActiveGeneration Generation, int Count, int FirstRow, int Rows);

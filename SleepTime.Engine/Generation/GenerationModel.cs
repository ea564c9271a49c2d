using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation;

/// <summary>What the generation service has to know of the model that it was started with.</summary>
/// <param name="Name">As it calls itself.</param>
/// <param name="Vocabulary">Whose tokens requests are made of.</param>
/// <param name="Provider">What generates, in the words of OpenTelemetry's GenAI conventions.</param>
/// <param name="IsRemote">It runs elsewhere: nothing is scored, drafted or kept.</param>
internal sealed record GenerationModel(string Name, IVocabulary Vocabulary, string Provider, bool IsRemote);

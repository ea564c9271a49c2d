using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Generation.Prefixes;

/// <summary>All that a saved state on disk depends on beside its tokens: it may be restored only where all of it is the same.</summary>
/// <param name="ModelSha256">Of the model file, in lower-case hex.</param>
/// <param name="PromptVersion">Changes with the chat template and every prompt text.</param>
/// <param name="Format">What the runtime puts into the bytes.</param>
internal sealed record StateIdentity(string ModelSha256, string PromptVersion, StateFormat Format);

/// <summary>The model behind an inference context, as far as saved states have to know it.</summary>
/// <param name="FileSha256">Of the model file, in lower-case hex.</param>
/// <param name="PromptVersion">Changes with the chat template and every prompt text.</param>
public sealed record StateModel(string FileSha256, string PromptVersion);

using SleepTime.Engine.ModelHosting.Offload;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

/// <summary>A loaded model with all that is needed to ask it something. Immutable and thread-safe.</summary>
/// <param name="Id">Preset id and the first 12 hex digits of the file's SHA-256, such as "sleeptime-tiny@0a1b2c3d4e5f"; of a remote model its name and "@remote".</param>
/// <param name="Preset">The settings it was loaded with.</param>
/// <param name="Description">What its file says; null of a remote model, whose file is elsewhere.</param>
/// <param name="Vocabulary">Its tokenizer.</param>
/// <param name="Prompts">Its prompts, in tokens.</param>
/// <param name="ContextLength">Most tokens of prompt and answer together.</param>
/// <param name="Sequences">How many generations can run at once.</param>
public sealed record HostedModel(
    string Id,
    ModelPreset Preset,
    ModelDescription? Description,
    IVocabulary Vocabulary,
    PromptComposer Prompts,
    int ContextLength,
    int Sequences)
{
    /// <summary>What of it is on GPUs; null of a remote model.</summary>
    public OffloadPlan? Offload { get; init; }

    /// <summary>It runs on engines elsewhere.</summary>
    public bool IsRemote => Description is null;
}

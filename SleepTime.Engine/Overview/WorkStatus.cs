using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Gpu;

namespace SleepTime.Engine.Overview;

/// <param name="Remark">What the model is and is not good for, in a sentence; null where nobody said.</param>
public sealed record HostedFacts(int ContextLength, int Sequences, string? Remark);

/// <summary>What the model does at one moment, in plain values that shared links keep, like <see cref="TeamOverview"/>.</summary>
/// <param name="LoadProgress">0 to 1.</param>
/// <param name="Failure">Why it could not be loaded; null unless it failed.</param>
/// <param name="Hosted">Null until it is ready.</param>
/// <param name="From">When sleep may begin, in the server's time zone; null with <paramref name="Until"/> for any time.</param>
/// <param name="TokensPerDay">That sleep may spend; null without a limit.</param>
/// <param name="GpuBusy">What another process does to the GPU, as a sentence; null unless sleep waits for it.</param>
public sealed record WorkStatus(
    ModelState Model, float LoadProgress, string? Failure, string PresetId, HostedFacts? Hosted, EngineLoad Load, SleepQueueStatus Queue,
    TimeOnly? From, TimeOnly? Until, int? TokensPerDay, string? GpuBusy);

/// <summary>Reads it, from memory alone. Thread-safe.</summary>
public sealed class WorkStatusReader(ModelHost model, GenerationService generation, SleepQueue sleep, SleepPolicyStore policies, GpuWatch gpu)
{
    public WorkStatus Read()
    {
        var (status, queue, policy) = (model.Status, sleep.Status, policies.Current);
        return new WorkStatus(
            status.State, status.LoadProgress, status.Failure, status.PresetId,
            status.Hosted is { } hosted ? new HostedFacts(hosted.ContextLength, hosted.Sequences, hosted.Preset.Remark) : null,
            generation.Load, queue, policy.From, policy.Until, policy.TokensPerDay, queue.State == IdleState.GpuBusy ? gpu.Busy : null);
    }
}

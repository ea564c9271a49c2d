using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Components;

/// <summary>Sleep jobs as tests of words need them.</summary>
internal static class JobBuilder
{
    public static readonly SleepQueueStatus Idle = new(IdleState.Idle, Paused: false, Queued: 0, CurrentJobId: null, IdleAfter: null);

    public static SleepJobView Job(SleepJobState state = SleepJobState.Running, int passesDone = 1, int passesWanted = 3) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "Marbles", 1, state, passesWanted, passesDone, 0, TokenUsage.None, default, null, null, null, null, false, [], null, [], null);

    public static SleepProgress Writing(SleepActivity activity = SleepActivity.Writing, int tokens = 20, double? rate = 10, bool aside = false) =>
        new(Guid.Empty, 2, activity, "Maya has", tokens, rate, aside);

    public static SleepPass Pass(int number, int tokens, FinishReason reason = FinishReason.EndOfText, string text = "Maya has 3.") => new()
    {
        JobId = Guid.Empty, Number = number, Text = text, FinishReason = reason, Usage = new TokenUsage(10, 0, tokens), Timings = new GenerationTimings(0, 0, 0, null), FinishedAt = default,
    };
}

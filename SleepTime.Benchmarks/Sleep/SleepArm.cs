using SleepTime.Engine.Answering;

namespace SleepTime.Benchmarks.Sleep;

/// <summary>A mode at a verbosity.</summary>
internal sealed record SleepArm(AnswerMode Mode, int Verbosity)
{
    /// <summary>The Standard arm that is asked beside SleepTime of the same verbosity.</summary>
    public static SleepArm Compared { get; } = new(AnswerMode.Standard, 2);

    /// <summary>SleepTime as short as can be, against the ordinary way at every verbosity at which it works anything out.</summary>
    public static IReadOnlyList<SleepArm> All { get; } =
        [new(AnswerMode.SleepTime, 0), new(AnswerMode.Standard, 0), new(AnswerMode.Standard, 1), new(AnswerMode.Standard, 2), new(AnswerMode.Standard, 3), new(AnswerMode.Standard, 4)];
}

using SleepTime.Engine.Answering;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>One way of answering that is measured.</summary>
internal readonly record struct Arm(AnswerMode Mode, int Verbosity)
{
    public static IReadOnlyList<Arm> All { get; } =
    [
        .. Enumerable.Range(0, 5).Select(verbosity => new Arm(AnswerMode.Standard, verbosity)),
        .. Enumerable.Range(0, 5).Select(verbosity => new Arm(AnswerMode.SleepTime, verbosity)),
    ];
}

/// <summary>What an arm made of one question.</summary>
internal sealed record Outcome(Arm Arm, WorldQuestion Question, bool Right, int CompletionTokens);

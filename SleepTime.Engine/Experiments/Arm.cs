using SleepTime.Engine.Answering;

namespace SleepTime.Engine.Experiments;

/// <summary>One way of answering that is measured.</summary>
/// <param name="Verbosity">0 to 4.</param>
/// <param name="Passes">Sleep passes that its notes were made in; 0 in Standard mode.</param>
/// <param name="Samples">Runs of sleep side by side; 0 in Standard mode.</param>
public readonly record struct Arm(AnswerMode Mode, int Verbosity, int Passes, int Samples)
{
    public static Arm Standard(int verbosity) => new(AnswerMode.Standard, verbosity, 0, 0);

    /// <summary>What its notes are made by.</summary>
    public (int Passes, int Samples) Sleep => (Passes, Samples);
}

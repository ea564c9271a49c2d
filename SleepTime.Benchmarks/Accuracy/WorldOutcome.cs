namespace SleepTime.Benchmarks.Accuracy;

/// <summary>What the model made of one context.</summary>
/// <param name="SleepTokens">Completion tokens of all sleep passes.</param>
internal sealed record WorldOutcome(int SleepTokens, IReadOnlyList<Outcome> Outcomes)
{
    /// <summary>Whether each pass is word for word right, when it is given the right notes of the passes before it.</summary>
    public IReadOnlyList<bool> PassesRight { get; init; } = [];

    /// <summary>Whether all passes are right, each after what the model wrote itself; null when the set does not tell.</summary>
    public bool? AllPassesRight { get; init; }

    /// <summary>For each judged note whether it was a right one and whether the verdict is right.</summary>
    public IReadOnlyList<(bool Supported, bool Right)> Judgements { get; init; } = [];

    /// <summary>For each question that was to be anticipated whether it was, with the right answer.</summary>
    public IReadOnlyList<bool> Anticipated { get; init; } = [];
}

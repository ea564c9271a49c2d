using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Engine.Experiments;

/// <summary>What an experiment does. Immutable; the same plan on the same data set chooses the same questions.</summary>
public sealed record ExperimentPlan
{
    public required Guid DataSetId { get; init; }

    /// <summary>How many contexts, 1 or more, chosen by <see cref="Seed"/>; null takes all.</summary>
    public int? Contexts { get; init; }

    /// <summary>How many questions of each context, 1 or more, chosen by <see cref="Seed"/>; null takes all.</summary>
    public int? QuestionsPerContext { get; init; }

    /// <summary>Of the choice, and of what is drawn: repeat r draws with seed + r.</summary>
    public uint Seed { get; init; } = 1;

    public required IReadOnlyList<AnswerMode> Modes { get; init; }

    /// <summary>0 to 4, each once.</summary>
    public required IReadOnlyList<int> Verbosities { get; init; }

    /// <summary>Numbers of sleep passes, 1 to 20 and at most those of the prompts, each once; empty without SleepTime mode.</summary>
    public IReadOnlyList<int> Passes { get; init; } = [];

    /// <summary>The paper's k: numbers of sleep runs side by side, 1 to 10, each once; empty without SleepTime mode.</summary>
    public IReadOnlyList<int> Samples { get; init; } = [];

    /// <summary>How often each question is asked in each arm, 1 to 20.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Of the answers, 0 (greedy, every repeat alike) to 2.</summary>
    public float Temperature { get; init; }

    public ScorerKind Scorer { get; init; } = ScorerKind.Answer;

    /// <summary>For <see cref="ScorerKind.NumericTolerance"/>: the most that an answer may be off, as a share of the expected number; 0 or more.</summary>
    public double Tolerance { get; init; }

    /// <summary>Whether each question is scored for how likely the model finds it given its context.</summary>
    public bool Predictability { get; init; }

    public bool HasBothModes => Modes.Contains(AnswerMode.Standard) && Modes.Contains(AnswerMode.SleepTime);

    /// <summary>Whether it measures the same as another plan, on however many questions of whatever data set.</summary>
    public bool MeasuresAs(ExperimentPlan other) =>
        Modes.SequenceEqual(other.Modes) && Verbosities.SequenceEqual(other.Verbosities) && Passes.SequenceEqual(other.Passes) && Samples.SequenceEqual(other.Samples)
        && (Repeats, Temperature, Predictability) == (other.Repeats, other.Temperature, other.Predictability);

    /// <summary>Every way of answering, Standard first.</summary>
    public IReadOnlyList<Arm> Arms =>
    [
        .. from verbosity in Verbosities where Modes.Contains(AnswerMode.Standard) select Arm.Standard(verbosity),
        .. from samples in Samples
           from passes in Passes
           from verbosity in Verbosities
           where Modes.Contains(AnswerMode.SleepTime)
           select new Arm(AnswerMode.SleepTime, verbosity, passes, samples),
    ];
}

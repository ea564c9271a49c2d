using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Web.Components.Pages.Experiments;

/// <summary>What a person fills in for an experiment.</summary>
public sealed class ExperimentForm
{
    public string Name { get; set; } = "";

    public Guid DataSetId { get; set; }

    /// <summary>Null for all.</summary>
    public int? Contexts { get; set; } = 30;

    /// <summary>Null for all.</summary>
    public int? Questions { get; set; } = 2;

    public IReadOnlyList<AnswerMode> Modes { get; set; } = [AnswerMode.Standard, AnswerMode.SleepTime];

    public IReadOnlyList<int> Verbosities { get; set; } = [0];

    public IReadOnlyList<int> Passes { get; set; } = [3];

    public IReadOnlyList<int> Samples { get; set; } = [1];

    public int? Repeats { get; set; } = 1;

    public double? Temperature { get; set; } = 0;

    public long? Seed { get; set; } = 1;

    public ScorerKind Scorer { get; set; }

    /// <summary>In percent of the expected number.</summary>
    public double? Tolerance { get; set; } = 0;

    public bool Predictability { get; set; }

    public bool Sleeps => Modes.Contains(AnswerMode.SleepTime);

    public static ExperimentForm Of(ReadyExperiment? ready, DataSetView first)
    {
        if (ready is null)
            return new ExperimentForm { DataSetId = first.Id, Scorer = first.Scorer };
        var plan = ready.Plan;
        return new ExperimentForm
        {
            Name = ready.Name, DataSetId = plan.DataSetId, Contexts = plan.Contexts, Questions = plan.QuestionsPerContext, Modes = plan.Modes, Verbosities = plan.Verbosities,
            Passes = plan.Passes, Samples = plan.Samples, Repeats = plan.Repeats, Temperature = Math.Round(plan.Temperature, 2), Seed = plan.Seed, Scorer = plan.Scorer, Tolerance = plan.Tolerance * 100,
            Predictability = plan.Predictability,
        };
    }

    /// <summary>Answers to more than one repeat have to be drawn.</summary>
    public void Repeat(int? repeats)
    {
        Repeats = repeats;
        if (repeats > 1 && Temperature is null or 0)
            Temperature = 0.8;
    }

    /// <exception cref="InvalidExperimentException">A field is empty that may not be, or no number of its kind.</exception>
    public ExperimentPlan ToPlan() => new()
    {
        DataSetId = DataSetId,
        Contexts = Contexts,
        QuestionsPerContext = Questions,
        Seed = Seed is >= 0 and <= uint.MaxValue ? (uint)Seed : throw new InvalidExperimentException("seed", $"The seed must be from 0 to {uint.MaxValue:N0}."),
        Modes = Modes,
        Verbosities = Verbosities,
        Passes = Sleeps ? Passes : [],
        Samples = Sleeps ? Samples : [],
        Repeats = Repeats ?? throw new InvalidExperimentException("repeats", "Say how often each question is asked; once is 1."),
        Temperature = (float)(Temperature ?? throw new InvalidExperimentException("temperature", "The temperature is empty; 0 always takes the likeliest token.")),
        Scorer = Scorer,
        Tolerance = Scorer == ScorerKind.NumericTolerance ? (Tolerance ?? throw new InvalidExperimentException("tolerance", "The tolerance is empty; 0 allows none.")) / 100 : 0,
        Predictability = Predictability,
    };
}

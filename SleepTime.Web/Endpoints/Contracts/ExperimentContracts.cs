using System.ComponentModel;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Estimates;
using SleepTime.Engine.Experiments.Ready;
using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>What an experiment is to do. What is left out is as in the ready experiment, else as said here.</summary>
public sealed record ExperimentRequest
{
    [Description("A ready experiment to begin with, by its key.")]
    public string? Ready { get; init; }

    [Description("1 to 100 characters; that of the ready experiment when left out.")]
    public string? Name { get; init; }

    [Description("The built-in one when left out.")]
    public Guid? DataSetId { get; init; }

    [Description("How many contexts, chosen by the seed; all when left out.")]
    public int? Contexts { get; init; }

    [Description("How many questions of each context, chosen by the seed; all when left out.")]
    public int? QuestionsPerContext { get; init; }

    [Description("Of the choice and of what is drawn; 1 when left out.")]
    public uint? Seed { get; init; }

    [Description("Both when left out.")]
    public IReadOnlyList<RunMode>? Modes { get; init; }

    [Description("0 to 4, each once; 0 when left out.")]
    public IReadOnlyList<int>? Verbosities { get; init; }

    [Description("Numbers of sleep passes, each once; 3 when left out.")]
    public IReadOnlyList<int>? Passes { get; init; }

    [Description("Numbers of sleep runs side by side, 1 to 10, each once; 1 when left out.")]
    public IReadOnlyList<int>? Samples { get; init; }

    [Description("How often each question is asked in each arm, 1 to 20; more than 1 needs a temperature.")]
    public int? Repeats { get; init; }

    [Description("Of the answers, 0 to 2.")]
    public float? Temperature { get; init; }

    [Description("That of the data set when left out.")]
    public ScorerKind? Scorer { get; init; }

    [Description("For numericTolerance: share of the expected number, 0 to 1.")]
    public double? Tolerance { get; init; }

    [Description("Whether each question is scored for how likely the model finds it given its context.")]
    public bool? Predictability { get; init; }

    /// <exception cref="InvalidRequestException">There is no such ready experiment.</exception>
    public ReadyExperiment? Base() => Ready is null
        ? null
        : ReadyExperiments.Find(Ready) ?? throw new InvalidRequestException("ready", $"ready is '{Ready}'; it must be one of {string.Join(", ", ReadyExperiments.All.Select(ready => ready.Key))}.");

    /// <param name="scorer">Of the data set.</param>
    public ExperimentPlan ToPlan(Guid dataSetId, ScorerKind scorer)
    {
        var plan = Base()?.Plan;
        IReadOnlyList<AnswerMode> modes = Modes is null ? plan?.Modes ?? [AnswerMode.Standard, AnswerMode.SleepTime] : [.. Modes.Select(mode => mode == RunMode.Standard ? AnswerMode.Standard : AnswerMode.SleepTime)];
        return new ExperimentPlan
        {
            DataSetId = dataSetId,
            Contexts = Contexts ?? plan?.Contexts,
            QuestionsPerContext = QuestionsPerContext ?? plan?.QuestionsPerContext,
            Seed = Seed ?? plan?.Seed ?? 1,
            Modes = modes,
            Verbosities = Verbosities ?? plan?.Verbosities ?? [0],
            Passes = Passes ?? plan?.Passes ?? [3],
            Samples = Samples ?? plan?.Samples ?? [1],
            Repeats = Repeats ?? plan?.Repeats ?? 1,
            Temperature = Temperature ?? plan?.Temperature ?? 0,
            Scorer = Scorer ?? scorer,
            Tolerance = Tolerance ?? plan?.Tolerance ?? 0,
            Predictability = Predictability ?? plan?.Predictability ?? false,
        };
    }
}

/// <param name="Key">What POST /api/v1/experiments takes as ready.</param>
/// <param name="Shows">In a sentence.</param>
public sealed record ReadyExperimentResponse(string Key, string Name, string Shows, ExperimentPlanResponse Plan)
{
    public static ReadyExperimentResponse From(ReadyExperiment ready) => new(ready.Key, ready.Name, ready.Shows, ExperimentPlanResponse.From(ready.Plan));
}

/// <param name="Contexts">Null for all.</param>
/// <param name="QuestionsPerContext">Null for all.</param>
public sealed record ExperimentPlanResponse(
    Guid DataSetId, int? Contexts, int? QuestionsPerContext, uint Seed, IReadOnlyList<RunMode> Modes, IReadOnlyList<int> Verbosities, IReadOnlyList<int> Passes, IReadOnlyList<int> Samples,
    int Repeats, float Temperature, ScorerKind Scorer, double Tolerance, bool Predictability)
{
    public static ExperimentPlanResponse From(ExperimentPlan plan) => new(
        plan.DataSetId, plan.Contexts, plan.QuestionsPerContext, plan.Seed, [.. plan.Modes.Select(mode => mode.ToApi())], plan.Verbosities, plan.Passes, plan.Samples,
        plan.Repeats, plan.Temperature, plan.Scorer, plan.Tolerance, plan.Predictability);
}

/// <summary>What an experiment would take, judged by those that ran with the model that is loaded. Null is unknown.</summary>
/// <param name="SleepTokens">Completion tokens; 0 where nothing is slept on.</param>
/// <param name="ContextsTooLong">How many of the contexts are longer than the loaded model has room for beside notes, question and answer.</param>
public sealed record ExperimentEstimateResponse(int Contexts, long Answers, double? AnswerTokens, double? SleepTokens, double? Seconds, int? ContextsTooLong)
{
    public static ExperimentEstimateResponse From(ExperimentEstimate estimate) =>
        new(estimate.Contexts, estimate.Answers, estimate.AnswerTokens, estimate.SleepTokens, estimate.Time?.TotalSeconds, estimate.ContextsTooLong);
}

/// <param name="Ready">The key of the ready experiment that it was made by; null for one of its own.</param>
/// <param name="Planned">Answers.</param>
/// <param name="Done">Answers that are there, failed ones too.</param>
/// <param name="Failed">Of these; they are in no mean and no share.</param>
/// <param name="Partial">Whether there are results, and not all that were planned.</param>
/// <param name="SecondsLeft">By its pace so far; null while that is unknown, and for one that does not run.</param>
/// <param name="Model">Null until it has begun.</param>
/// <param name="RanMs">Milliseconds during which it ran, over pauses and restarts.</param>
/// <param name="Failure">Why it failed and what to do next; null otherwise.</param>
public sealed record ExperimentResponse(
    Guid Id, string Name, string? Ready, string DataSet, string Owner, ExperimentState State, int Planned, int Done, int Failed, bool Partial, double? SecondsLeft,
    string? Model, string? PromptVersion, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, double RanMs, string? Failure, ExperimentPlanResponse Plan)
{
    public static ExperimentResponse From(ExperimentView view)
    {
        var experiment = view.Experiment;
        return new(
            experiment.Id, experiment.Name, experiment.Ready, experiment.DataSetName, experiment.Owner, experiment.State, experiment.CellCount, view.Done, view.Failed, view.IsPartial, view.Left?.TotalSeconds,
            experiment.ModelId, experiment.PromptVersion, experiment.CreatedAt, experiment.StartedAt, experiment.FinishedAt, experiment.RanMs, experiment.FailureReason, ExperimentPlanResponse.From(experiment.Plan));
    }
}

using System.ComponentModel;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>What a person chose for one context, the same to read and to write; null where the team's settings apply.</summary>
public sealed record SleepSettingsContract
{
    [Description("Who decides whether it is slept on: the gate, or a person.")]
    public SleepChoice Choice { get; init; }

    public SleepEffort? Effort { get; init; }

    [Description("Runs side by side, 1 to 10.")]
    public int? Samples { get; init; }

    [Description("Completion tokens that a job may spend, 1 or more.")]
    public int? TokensPerContext { get; init; }

    [Description("How many questions are expected on it; null to have it worked out.")]
    public double? ExpectedQuestions { get; init; }

    public static SleepSettingsContract Of(ContextSleepSettings settings) => new()
    {
        Choice = settings.Choice,
        Effort = settings.Effort,
        Samples = settings.Samples,
        TokensPerContext = settings.TokenBudget,
        ExpectedQuestions = settings.ExpectedQuestions,
    };

    public ContextSleepSettings ToSettings(Guid contextId) => new()
    {
        ContextId = contextId,
        Choice = Choice,
        Effort = Effort,
        Samples = Samples,
        TokenBudget = TokensPerContext,
        ExpectedQuestions = ExpectedQuestions,
    };
}

using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What a person chooses for one context, as it is being filled in; empty where the team's settings apply.</summary>
public sealed class ContextSleepForm(ContextSleepSettings settings)
{
    public SleepChoice Choice { get; set; } = settings.Choice;

    public SleepEffort? Effort { get; set; } = settings.Effort;

    public int? Samples { get; set; } = settings.Samples;

    public int? TokensPerContext { get; set; } = settings.TokenBudget;

    public double? ExpectedQuestions { get; set; } = settings.ExpectedQuestions;

    public ContextSleepSettings ToSettings() => new()
    {
        ContextId = settings.ContextId,
        Choice = Choice,
        Effort = Effort,
        Samples = Samples,
        TokenBudget = TokensPerContext,
        ExpectedQuestions = ExpectedQuestions,
    };
}

using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What a person chooses for one context, as it is being filled in; empty where the team's settings apply.</summary>
public sealed class ContextSleepForm
{
    private ContextSleepSettings _before;

    public ContextSleepForm(ContextSleepSettings settings)
    {
        _before = settings;
        (Choice, Effort, Samples, TokensPerContext, ExpectedQuestions) = Said(settings);
    }

    public SleepChoice Choice { get; set; }

    public SleepEffort? Effort { get; set; }

    public int? Samples { get; set; }

    public int? TokensPerContext { get; set; }

    public double? ExpectedQuestions { get; set; }

    /// <summary>Whether anything differs from what it began with.</summary>
    public bool IsChanged => !AreSame(ToSettings(), _before);

    public bool BeganWith(ContextSleepSettings settings) => AreSame(settings, _before);

    /// <summary>Keeps what was filled in; by now it stands against these.</summary>
    public void GoOnFrom(ContextSleepSettings settings) => _before = settings;

    public ContextSleepSettings ToSettings() => new()
    {
        ContextId = _before.ContextId,
        Choice = Choice,
        Effort = Effort,
        Samples = Samples,
        TokenBudget = TokensPerContext,
        ExpectedQuestions = ExpectedQuestions,
    };

    public static bool AreSame(ContextSleepSettings one, ContextSleepSettings other) => Said(one) == Said(other);

    private static (SleepChoice, SleepEffort?, int?, int?, double?) Said(ContextSleepSettings settings) =>
        (settings.Choice, settings.Effort, settings.Samples, settings.TokenBudget, settings.ExpectedQuestions);
}

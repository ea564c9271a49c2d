namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>What a person chose for one context; null where the team's settings apply.</summary>
public sealed class ContextSleepSettings
{
    public required Guid ContextId { get; init; }

    public SleepChoice Choice { get; set; }

    public SleepEffort? Effort { get; set; }

    /// <summary>Runs side by side, 1 to 10.</summary>
    public int? Samples { get; set; }

    /// <summary>Completion tokens that a job may spend, 1 or more.</summary>
    public int? TokenBudget { get; set; }

    /// <summary>How many questions are expected on it, 0 or more.</summary>
    public double? ExpectedQuestions { get; set; }
}

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>What the gate, or a person, decided on a context version, with the numbers that it rested on. Never changed once stored.</summary>
public sealed class SleepDecision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextId { get; init; }

    public required Guid ContextVersionId { get; init; }

    public required bool Sleeps { get; init; }

    /// <summary>Whether a person forced or forbade it.</summary>
    public required bool ByPerson { get; init; }

    /// <summary>Why, in words and numbers.</summary>
    public required string Reason { get; init; }

    /// <summary>Questions that are expected on this version.</summary>
    public required double ExpectedQuestions { get; init; }

    /// <summary>Completion tokens that the job is expected to spend.</summary>
    public required double SleepTokens { get; init; }

    /// <summary>What a question is expected to save, in sleep tokens; null before anything was measured.</summary>
    public double? SavedPerQuestion { get; init; }

    /// <summary>How much more of a question notes are expected to save here than on the team's texts at large, 0.25 to 2, 1 for as much; null before anything was measured.</summary>
    public double? Predictability { get; init; }

    /// <summary>Questions after which sleep is expected to have paid; null when it never does, or before anything was measured.</summary>
    public double? BreakEven { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}

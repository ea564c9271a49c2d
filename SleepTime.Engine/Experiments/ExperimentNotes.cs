using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Experiments;

/// <summary>Notes that an experiment made of one of its contexts. (ExperimentContextId, Passes, Samples) is unique: sleep is never done twice.</summary>
public sealed class ExperimentNotes
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ExperimentId { get; init; }

    public required Guid ExperimentContextId { get; init; }

    /// <summary>Passes that were wanted.</summary>
    public required int Passes { get; init; }

    /// <summary>Runs side by side.</summary>
    public required int Samples { get; init; }

    /// <summary>The lines that go into the prompts of questions, one a line; empty when there are none.</summary>
    public required string Lines { get; init; }

    /// <summary>Lines that hold and have no room there.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Lines that did not hold.</summary>
    public required int Struck { get; init; }

    /// <summary>Tokens of all passes and judgements.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>Milliseconds from the beginning of the first pass to the last verdict.</summary>
    public required double TookMs { get; init; }

    /// <summary>Why there are none, in a sentence; null when sleep came to its end.</summary>
    public string? Failure { get; init; }
}

using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping;

/// <summary>The work of making notes for one version of a context.</summary>
public sealed class SleepJob
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextId { get; init; }

    public required Guid ContextVersionId { get; init; }

    public required string Owner { get; init; }

    public SleepJobState State { get; set; } = SleepJobState.Queued;

    /// <summary>How many passes to run, 1 or more.</summary>
    public required int PassesWanted { get; init; }

    /// <summary>How many runs write side by side, each drawing differently; their notes are merged. 1 or more.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Fewer new notes than this in a pass after the first end the job; 0 or more.</summary>
    public int MinNewNotes { get; init; } = 1;

    /// <summary>Completion tokens that it may spend: it begins nothing more when they are spent, and a pass is kept within what is left; null without a limit.</summary>
    public int? TokenBudget { get; init; }

    /// <summary>Passes whose checkpoint is stored, by all runs that had more to say.</summary>
    public int PassesDone { get; set; }

    /// <summary>How often the job gave way to a question.</summary>
    public int StepAsideCount { get; set; }

    /// <summary>A person paused this one; the others go on.</summary>
    public bool Paused { get; set; }

    /// <summary>Which model writes its passes; null of a job that an earlier version of the program made.</summary>
    public string? ModelId { get; init; }

    /// <summary>Which prompts they are written with; null as <see cref="ModelId"/>.</summary>
    public string? PromptVersion { get; init; }

    /// <summary>Place that a person gave it among those that wait, smallest first and before all others; null where the scheduler decides.</summary>
    public double? Rank { get; set; }

    /// <summary>Largest first among those without a <see cref="Rank"/>; see <see cref="SleepPriority"/>.</summary>
    public double Priority { get; init; }

    /// <summary>Sections that it makes notes of one by one, those of notes over notes among them, as far as is known; null for a text that fits.</summary>
    public int? Sections { get; set; }

    /// <summary>How many of them have notes.</summary>
    public int SectionsDone { get; set; }

    /// <summary>Notes of sections from before this moment are made anew; null keeps all.</summary>
    public DateTimeOffset? SectionsSince { get; init; }

    /// <summary>Tokens of the sections whose notes are stored; their passes and verdicts are not kept beside these.</summary>
    public TokenUsage SectionUsage { get; init; } = TokenUsage.None;

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why it wrote no further pass; null until it has completed.</summary>
    public SleepEnd? End { get; set; }

    /// <summary>Why it failed or was cancelled, with what to do next.</summary>
    public string? FailureReason { get; set; }

    public List<SleepPass> Passes { get; init; } = [];

    public List<NoteCheck> Checks { get; init; } = [];

    /// <summary>Tokens of all passes and judgements that are stored.</summary>
    public TokenUsage Usage => Passes.Select(pass => pass.Usage).Concat(Checks.Select(check => check.Usage)).Aggregate(SectionUsage, (sum, usage) => sum + usage);

    /// <summary>Milliseconds of the passes and judgements that are kept, their waits left out; null while that of one is not known.</summary>
    public double? TookMs => Checks.Exists(check => check.TookMs is null)
        ? null
        : Passes.Sum(pass => pass.Timings.TotalMs - pass.Timings.QueueMs) + Checks.Sum(check => check.TookMs);

    /// <summary>Completion tokens of all passes and judgements that are stored.</summary>
    public int TokensSpent => Usage.CompletionTokens;

    /// <summary>Whether its tokens are spent.</summary>
    public bool IsSpent => TokenBudget is { } budget && TokensSpent >= budget;
}

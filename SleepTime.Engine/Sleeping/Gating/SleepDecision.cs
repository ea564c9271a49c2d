using System.ComponentModel.DataAnnotations.Schema;
using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>What the gate, or a person, decided on a context version, with the numbers that it rested on. Never changed once stored.</summary>
public sealed partial class SleepDecision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ContextId { get; init; }

    public required Guid ContextVersionId { get; init; }

    public required bool Sleeps { get; init; }

    /// <summary>Whether a person forced or forbade it.</summary>
    public required bool ByPerson { get; init; }

    /// <summary>Why, in words and numbers, with the known cases that apply; <see cref="Verdict"/> and <see cref="Cases"/> are its parts.</summary>
    public required string Reason { get; init; }

    /// <summary>The reason without the known cases.</summary>
    [NotMapped]
    public string Verdict => VerdictOf(Reason);

    /// <summary>The known cases that apply, in words and numbers, those against sleep first.</summary>
    [NotMapped]
    public IReadOnlyList<GateArgument> Cases =>
        [.. Case().Matches(Reason).Select(match => new GateArgument(match.Groups["side"].Value == For, match.Groups["words"].Value))];

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

    /// <summary>A reason of a verdict and the cases that apply.</summary>
    internal static string ReasonOf(string verdict, IEnumerable<GateCase> cases) =>
        string.Join(' ', [verdict, .. cases.OrderBy(known => known.Favours).Select(known => $"{(known.Favours ? For : Against)}: {known.Words}")]);

    /// <summary>The <see cref="Verdict"/> of a stored reason.</summary>
    internal static string VerdictOf(string reason) => Parts().Split(reason, 2)[0];

    private const string For = "For sleep";
    private const string Against = "Against sleep";

    [GeneratedRegex($" (?:{For}|{Against}): ")]
    private static partial Regex Parts();

    [GeneratedRegex($"(?<side>{For}|{Against}): (?<words>.+?)(?= (?:{For}|{Against}): |$)")]
    private static partial Regex Case();
}

/// <summary>A known case that applied when a decision was made.</summary>
/// <param name="Favours">Whether it spoke for sleep.</param>
/// <param name="Words">The case as a sentence, with the numbers that showed it.</param>
public sealed record GateArgument(bool Favours, string Words);

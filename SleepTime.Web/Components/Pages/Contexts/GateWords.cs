using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>Decisions of the gate in words.</summary>
public static class GateWords
{
    public static IReadOnlyList<(SleepChoice Value, string Label)> Choices { get; } =
        [(SleepChoice.Automatic, "Automatic"), (SleepChoice.Always, "Always"), (SleepChoice.Never, "Never")];

    /// <summary>The answer to whether sleep is worth it; where it was tried and left nothing, that is the answer.</summary>
    public static string Label(SleepDecision decision, NotesState notes) => (decision.Sleeps, decision.ByPerson) switch
    {
        (true, _) when notes == NotesState.Unusable => "Tried, no usable notes",
        (true, true) => "Yes, as a person chose",
        (true, false) => "Yes",
        (false, true) => "No, as a person chose",
        _ => "No",
    };

    public static Tone ToneOf(SleepDecision decision, NotesState notes) => decision.Sleeps ? notes == NotesState.Unusable ? Tone.Warning : Tone.Asleep : Tone.Quiet;

    public static string Hint(SleepChoice choice) => choice switch
    {
        SleepChoice.Always => "It is slept on in any case.",
        SleepChoice.Never => "It is not slept on unless somebody asks for it.",
        _ => "It is slept on when that is expected to pay.",
    };

    /// <summary>A choice that the decision does not show, because it counts from the next job on; null where it shows what was chosen.</summary>
    public static string? ChosenSince(SleepDecision decision, SleepChoice choice) => choice switch
    {
        SleepChoice.Never when decision.Sleeps => "A person chose never since: no job is made by itself any more, and the notes that are there stay in use.",
        SleepChoice.Automatic when decision.ByPerson => "The choice was taken back since: the gate decides on the next job.",
        _ => null,
    };

    /// <summary>What follows from a choice that was saved.</summary>
    public static string Saved(SleepChoice choice) => choice switch
    {
        SleepChoice.Always => "Saved. Without notes or a job already, it is put into the queue now. Effort and numbers count for the next job queued; one that waits or runs keeps its own.",
        SleepChoice.Never => "Saved. A job that waits or runs goes on; after it, this text is slept on only when somebody asks for it.",
        _ => "Saved. If a person’s choice kept sleep off this text, the gate decides again now. Effort and numbers count for the next job queued; one that waits or runs keeps its own.",
    };

    /// <summary>Why a choice was not saved.</summary>
    /// <param name="theirs">What somebody else chose meanwhile.</param>
    public static string Overtaken(ContextSleepSettings theirs) =>
        $"Somebody changed this choice meanwhile, and yours was not saved. By now it says: {string.Join(", ", Chosen(theirs))}. Save again if yours is the right one.";

    private static IEnumerable<string> Chosen(ContextSleepSettings settings)
    {
        yield return Choices.Single(choice => choice.Value == settings.Choice).Label;
        if (settings.Effort is { } effort)
            yield return $"effort {EffortWords.Label(effort)}";
        if (settings.Samples is { } samples)
            yield return $"{NumberWords.Of(samples, "run")} side by side";
        if (settings.TokenBudget is { } tokens)
            yield return $"{NumberWords.Of(tokens, "token")} a text";
        if (settings.ExpectedQuestions is { } questions)
            yield return $"{Figure(questions)} questions expected";
    }

    /// <summary>A figure that need not be whole; a dash while it is unknown.</summary>
    public static string Figure(double? value) => value switch
    {
        null => NumberWords.Unknown,
        >= 100 or <= -100 => NumberWords.Count((long)Math.Round(value.Value)),
        _ => FormattableString.Invariant($"{value:0.#}"),
    };
}

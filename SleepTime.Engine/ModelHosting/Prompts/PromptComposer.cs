namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>
/// Builds the prompts of one model in tokens, from its profile's texts and its chat template. Template pieces are
/// tokenised with control tokens on, everything else with control tokens off. The stable part comes first, so that
/// both modes and the next question share it. Thread-safe.
/// </summary>
public sealed class PromptComposer
{
    /// <summary>Profile name and a hash of its texts; changes whenever a prompt changes.</summary>
    public string Version => throw new NotSupportedException();

    /// <summary>Number of sleep passes of the profile.</summary>
    public int SleepPasses => throw new NotSupportedException();

    /// <summary>Texts at which generation ends, beside the model's own end tokens.</summary>
    public IReadOnlyList<string> StopStrings => throw new NotSupportedException();

    /// <summary>Most tokens of an answer at a verbosity from 0 to 4.</summary>
    public int AnswerBudget(int verbosity) => throw new NotSupportedException();

    /// <summary>Most tokens of one sleep pass.</summary>
    public int SleepBudget => throw new NotSupportedException();

    /// <summary>A question from the raw context.</summary>
    public int[] Standard(string context, string question, int verbosity) => throw new NotSupportedException();

    /// <summary>A question from the context and its notes, a line each.</summary>
    public int[] FromNotes(string context, IReadOnlyList<string> notes, string question, int verbosity) => throw new NotSupportedException();

    /// <summary>Sleep pass <paramref name="pass"/> (from 1), given the notes of the passes before it.</summary>
    public int[] Sleep(string context, IReadOnlyList<string> notesSoFar, int pass) => throw new NotSupportedException();
}

using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>How a pass came to its end.</summary>
public enum PassEnd
{
    /// <summary>The model ended its text.</summary>
    Whole,

    /// <summary>It said that it had nothing to add.</summary>
    Finished,

    /// <summary>It wrote nothing that could be a note.</summary>
    Empty,

    /// <summary>It ran to its token limit; the line that was cut off is left out.</summary>
    CutOff,

    /// <summary>It repeated itself, or wrote a line without end, and was stopped; each line counts once.</summary>
    Looped,
}

public static class PassEnding
{
    /// <summary>How a stored pass ended. Pure.</summary>
    public static PassEnd Of(SleepPass pass)
    {
        if (pass.Looped)
            return PassEnd.Looped;
        if (NotesParser.SaysFinished(pass))
            return PassEnd.Finished;
        if (pass.FinishReason == FinishReason.MaxTokens)
            return PassEnd.CutOff;
        return string.IsNullOrWhiteSpace(pass.Text) ? PassEnd.Empty : PassEnd.Whole;
    }
}

namespace SleepTime.Engine.Sleeping;

/// <summary>What a job needs next.</summary>
internal abstract record SleepStep
{
    /// <summary>The next pass, by those of the parallel runs that have more to say.</summary>
    /// <param name="Pass">From 1.</param>
    /// <param name="NotesSoFar">For each run what it has noted: its sample and the lines that were not struck.</param>
    internal sealed record Write(int Pass, IReadOnlyList<(int Sample, IReadOnlyList<string> NotesSoFar)> Runs) : SleepStep;

    /// <summary>Lines that nobody has verified yet.</summary>
    /// <param name="Notes">All lines that may be built on, in order, the new ones among them.</param>
    /// <param name="New">Those to verify.</param>
    internal sealed record Check(IReadOnlyList<string> Notes, IReadOnlySet<string> New) : SleepStep;

    /// <summary>The questions that the model expects.</summary>
    internal sealed record Anticipate(IReadOnlyList<string> Notes) : SleepStep;

    internal sealed record Finish(SleepEnd Why, IReadOnlyList<MergedNote> Notes) : SleepStep;
}

namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>How much sleep a section gets.</summary>
/// <param name="Passes">1 or more.</param>
/// <param name="Samples">Runs side by side, 1 or more.</param>
internal sealed record SectionEffort(int Passes, int Samples)
{
    public static SectionEffort Of(SleepJob job) => new(job.PassesWanted, job.Samples);

    /// <summary>Whether notes made with this are as good as asked for: more effort is never made less.</summary>
    public bool Covers(SectionEffort wanted) => Passes >= wanted.Passes && Samples >= wanted.Samples;
}

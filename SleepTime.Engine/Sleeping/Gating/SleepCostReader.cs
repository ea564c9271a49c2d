using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>
/// Completion tokens that sleep took for each token of its texts, over the passes and runs that it was to have: the forecast
/// multiplies by those that are wanted. Null where nothing was measured.
/// </summary>
/// <param name="Whole">Of texts that the model reads at once, with all that their finished jobs took.</param>
/// <param name="InSections">Of texts that are read in sections: of the sections that have notes, by whatever job. What is asked and combined over the whole text is not in it.</param>
internal sealed record SleepCost(double? Whole, double? InSections)
{
    public static SleepCost None { get; } = new(null, null);

    /// <summary>For a text of this kind; what the other kind cost, where this one has shown nothing yet.</summary>
    public double? Of(bool isLong) => isLong ? InSections ?? Whole : Whole ?? InSections;
}

/// <summary>Reads what sleep cost so far. Thread-safe.</summary>
internal static class SleepCostReader
{
    // Long texts, the newest first: older ones say no more, and each has many sections.
    private const int MostLongJobs = 20;

    public static async Task<SleepCost> ReadAsync(SleepTimeDbContext database, HostedModel model, CancellationToken cancellationToken)
    {
        // Of one pass of one run each.
        var whole =
            from notes in database.NotesVersions
            join job in database.SleepJobs on notes.JobId equals job.Id
            join version in database.ContextVersions on notes.ContextVersionId equals version.Id
            where notes.ModelId == model.Id && job.Sections == null
            select new { Spent = (double)notes.Usage.CompletionTokens / (job.Samples * job.PassesWanted), version.Tokens };

        // A job on a long text may have slept on a few of its sections only: those that changed, or as many as its budget allowed.
        // Sections that say the same have one set of notes.
        var split = SectionRoom.Split(model);
        var sections =
            from job in database.SleepJobs.Where(job => job.Sections != null).OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Take(MostLongJobs)
            join section in database.ContextSections on job.ContextVersionId equals section.ContextVersionId
            join notes in database.SectionNotes on new { JobId = job.Id, section.ContentHash } equals new { notes.JobId, notes.ContentHash }
            where section.Split == split && notes.ModelId == model.Id
            group new { Spent = (double)notes.Usage.CompletionTokens / (notes.Samples * notes.PassesWanted), section.Tokens } by notes.Id into same
            select new { Spent = same.Max(of => of.Spent), Tokens = same.Max(of => of.Tokens) };
        return new SleepCost(
            Rate(await whole.SumAsync(job => job.Spent, cancellationToken), await whole.SumAsync(job => (double)job.Tokens, cancellationToken)),
            Rate(await sections.SumAsync(section => section.Spent, cancellationToken), await sections.SumAsync(section => (double)section.Tokens, cancellationToken)));
    }

    private static double? Rate(double spent, double tokens) => tokens == 0 ? null : spent / tokens;
}

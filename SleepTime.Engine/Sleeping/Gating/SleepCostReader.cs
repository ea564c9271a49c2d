using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>What sleep has cost so far: completion tokens of one pass of one run, for each token of the text; null where nothing was measured.</summary>
/// <param name="Whole">Of texts that the model reads at once.</param>
/// <param name="InSections">Of texts that are read in sections, over the sections that were slept on.</param>
internal sealed record SleepCost(double? Whole, double? InSections)
{
    public static SleepCost None { get; } = new(null, null);

    /// <summary>For a text of this kind; what the other kind cost, where this one has shown nothing yet.</summary>
    public double? Of(bool isLong) => isLong ? InSections ?? Whole : Whole ?? InSections;
}

/// <summary>Reads what sleep cost by what its finished work took. Thread-safe.</summary>
internal static class SleepCostReader
{
    // Long texts, the newest first: older ones say no more, and each has many sections.
    private const int MostLongJobs = 20;

    public static async Task<SleepCost> ReadAsync(SleepTimeDbContext database, HostedModel model, CancellationToken cancellationToken)
    {
        var whole =
            from notes in database.NotesVersions
            join job in database.SleepJobs on notes.JobId equals job.Id
            join version in database.ContextVersions on notes.ContextVersionId equals version.Id
            where notes.ModelId == model.Id && job.Sections == null
            select new { Spent = (double)notes.Usage.CompletionTokens / (job.Samples * job.PassesWanted), version.Tokens };

        // A job on a long text may have slept on a few of its sections only: those that changed, or as many as its budget allowed.
        var split = SectionRoom.Split(model);
        var sections = await database.SleepJobs
            .Where(job => job.Sections != null && database.SectionNotes.Any(notes => notes.JobId == job.Id && notes.ModelId == model.Id))
            .OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Take(MostLongJobs)
            .Select(job => new
            {
                Spent = database.SectionNotes.Where(notes => notes.JobId == job.Id).Sum(notes => (double)notes.Usage.CompletionTokens / (notes.Samples * notes.PassesWanted)),
                Tokens = database.ContextSections
                    .Where(section => section.ContextVersionId == job.ContextVersionId && section.Split == split
                        && database.SectionNotes.Any(notes => notes.JobId == job.Id && notes.ContentHash == section.ContentHash))
                    .Sum(section => section.Tokens),
            })
            .ToListAsync(cancellationToken);
        var cut = sections.Where(job => job.Tokens > 0).ToList();
        return new SleepCost(
            Rate(await whole.SumAsync(job => job.Spent, cancellationToken), await whole.SumAsync(job => (double)job.Tokens, cancellationToken)),
            Rate(cut.Sum(job => job.Spent), cut.Sum(job => (double)job.Tokens)));
    }

    private static double? Rate(double spent, double tokens) => tokens == 0 ? null : spent / tokens;
}

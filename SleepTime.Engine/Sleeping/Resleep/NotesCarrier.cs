using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>Lets a job on an edited text begin with what still holds of the notes before. Thread-safe.</summary>
internal sealed class NotesCarrier(IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time)
{
    /// <summary>
    /// Adds the notes of the version before as a pass of number 0 that cost nothing, with their verdicts. Nothing where
    /// the model's prompts cannot begin with notes, or other prompts or another model made them.
    /// </summary>
    /// <returns>How many were carried over.</returns>
    public async Task<int> CarryAsync(SleepJob job, HostedModel model, CancellationToken cancellationToken)
    {
        if (!model.Prompts.CarriesNotes)
            return 0;
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var text = await database.ContextVersions.Where(version => version.Id == job.ContextVersionId).Select(version => version.Text).SingleOrDefaultAsync(cancellationToken);
        var earlier = await database.NotesVersions.AsNoTracking().Include(notes => notes.Lines)
            .Where(notes => notes.ContextId == job.ContextId && notes.ContextVersionId != job.ContextVersionId)
            .Where(notes => notes.ModelId == model.Id && notes.PromptVersion == model.Prompts.Version)
            .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (text is null || earlier is null || CarriedNotes.Of(earlier, text) is not { Count: > 0 } carried)
            return 0;

        var now = time.GetUtcNow();
        job.Passes.Add(new SleepPass
        {
            JobId = job.Id, Number = 0, Text = string.Concat(carried.Select(line => line.Text + '\n')), FinishReason = FinishReason.EndOfText,
            Usage = TokenUsage.None, Timings = new GenerationTimings(0, 0, 0, null), FinishedAt = now,
        });
        job.Checks.AddRange(carried.DistinctBy(line => line.Text).Select(line => new NoteCheck
        {
            JobId = job.Id, Text = line.Text, Verified = true, By = line.By, Source = line.Source, CheckedAt = now, Usage = TokenUsage.None,
        }));
        return carried.Count;
    }
}

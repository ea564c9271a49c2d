using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>
/// Lets a job take up what a person wrote, changed or struck while it waited or ran; without that, its notes would take the
/// place of the person's and bring back what was struck. Thread-safe.
/// </summary>
internal sealed class HandEdits(SleepStore store, IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time)
{
    /// <summary>What is new of it stands in the job afterwards, as lines from before its first pass with the person's verdict. Killed before it is stored, the next step does it.</summary>
    public async Task TakeUpAsync(SleepJob job, CancellationToken cancellationToken)
    {
        await using var reading = await databases.CreateDbContextAsync(cancellationToken);
        if (await FindMissingAsync(reading, job, cancellationToken) is not { Count: > 0 } lines)
            return;
        var (pass, checks) = GivenLines.Of(
            job.Id, [.. lines.Select(line => new CarriedLine(line, line.Source))], job.Passes.Count(earlier => earlier is { Number: 0, Section: 0, Kind: SleepPassKind.Notes }), time.GetUtcNow());
        var texts = checks.Select(check => check.Text).ToList();
        var log = $"Takes up {(lines.Count == 1 ? "1 line" : $"{lines.Count:N0} lines")} that a person edited meanwhile.";
        var stored = await store.ChangeAsync(job, log, async database =>
        {
            if (!await database.SleepJobs.AnyAsync(other => other.Id == job.Id && (other.State == SleepJobState.Running || other.State == SleepJobState.Queued), cancellationToken))
                return false;
            await database.NoteChecks.Where(check => check.JobId == job.Id && check.Section == 0 && texts.Contains(check.Text)).ExecuteDeleteAsync(cancellationToken);
            database.SleepPasses.Add(pass);
            database.NoteChecks.AddRange(checks);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        if (!stored)
            return;
        job.Passes.Add(pass);
        job.Checks.RemoveAll(check => check.Section == 0 && texts.Contains(check.Text));
        job.Checks.AddRange(checks);
    }

    /// <summary>Lines by hand in the newest notes of the job's text, made since the job was, on which the job does not have the person's word.</summary>
    public static async Task<IReadOnlyList<Note>> FindMissingAsync(SleepTimeDbContext database, SleepJob job, CancellationToken cancellationToken)
    {
        var edited = await database.NotesVersions.AsNoTracking().Include(notes => notes.Lines)
            .Where(notes => notes.ContextVersionId == job.ContextVersionId && notes.Origin != NotesOrigin.Sleep && notes.CreatedAt >= job.CreatedAt)
            .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (edited is null)
            return [];
        var known = job.Checks.Where(check => check.Section == 0 && check.By == CheckedBy.Person).ToDictionary(check => check.Text, check => check.Verified);
        return [.. edited.Lines
            .Where(line => line.Edited && GivenLines.TextsOf(line).Any(text => !known.TryGetValue(text, out var verified) || verified != !line.Struck))
            .OrderBy(line => line.Order)];
    }
}

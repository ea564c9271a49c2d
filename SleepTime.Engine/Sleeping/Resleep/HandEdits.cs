using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Resleep;

/// <summary>
/// Lets a job take up what a person wrote, changed, struck or removed while it waited or ran; without that, its notes would
/// take the place of the person's and bring back what was struck. Thread-safe.
/// </summary>
internal sealed class HandEdits(SleepStore store, IDbContextFactory<SleepTimeDbContext> databases, TimeProvider time)
{
    /// <summary>What is new of it stands in the job afterwards, as lines from before its first pass with the person's verdict. Killed before it is stored, the next step does it.</summary>
    public async Task TakeUpAsync(SleepJob job, CancellationToken cancellationToken)
    {
        await using var reading = await databases.CreateDbContextAsync(cancellationToken);
        var missing = await FindMissingAsync(reading, job, cancellationToken);
        if (missing.IsNothing)
            return;
        var (pass, checks) = GivenLines.Of(
            job.Id, Carried(missing.Lines), Carried(missing.Removed), job.Passes.Count(earlier => earlier is { Number: 0, Section: 0, Kind: SleepPassKind.Notes }), time.GetUtcNow());
        var texts = checks.Select(check => check.Text).ToList();
        // What a person struck and takes back has no person's word any more: it is checked as any other line.
        var anew = missing.Lines.Where(line => !line.Edited).SelectMany(GivenLines.TextsOf).ToHashSet();
        checks = [.. checks.Where(check => !anew.Contains(check.Text))];
        var count = missing.Lines.Count + missing.Removed.Count;
        var log = $"Takes up {(count == 1 ? "1 line" : $"{count:N0} lines")} that a person edited meanwhile.";
        var stored = await store.ChangeAsync(job, log, async database =>
        {
            if (!await database.SleepJobs.AnyAsync(other => other.Id == job.Id && (other.State == SleepJobState.Running || other.State == SleepJobState.Queued), cancellationToken))
                return false;
            await database.NoteChecks.Where(check => check.JobId == job.Id && check.Section == 0 && texts.Contains(check.Text)).ExecuteDeleteAsync(cancellationToken);
            if (pass is not null)
                database.SleepPasses.Add(pass);
            database.NoteChecks.AddRange(checks);
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }, cancellationToken);
        if (!stored)
            return;
        if (pass is not null)
            job.Passes.Add(pass);
        job.Checks.RemoveAll(check => check.Section == 0 && texts.Contains(check.Text));
        job.Checks.AddRange(checks);
    }

    /// <summary>What stands by hand in the newest notes of the job's text, made since the job was, on which the job does not have the person's word.</summary>
    public static async Task<HandWord> FindMissingAsync(SleepTimeDbContext database, SleepJob job, CancellationToken cancellationToken)
    {
        var ofText = database.NotesVersions.AsNoTracking().Where(notes => notes.ContextVersionId == job.ContextVersionId);
        var edited = await ofText.Include(notes => notes.Lines)
            .Where(notes => notes.Origin != NotesOrigin.Sleep && notes.CreatedAt >= job.CreatedAt)
            .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (edited is null)
            return HandWord.Nothing;
        var known = job.Checks.Where(check => check.Section == 0 && check.By == CheckedBy.Person).ToDictionary(check => check.Text, check => check.Verified == true);
        bool IsTakenBack(Note line) => !line.Struck && GivenLines.TextsOf(line).Any(text => known.TryGetValue(text, out var stands) && !stands);
        List<Note> lines = [.. edited.Lines.Where(line => line.Edited || IsTakenBack(line)).OrderBy(line => line.Order)];
        // Of the same words twice, once struck, none are used: one verdict for each text, or the job would never have the last word.
        var wanted = lines.SelectMany(line => GivenLines.TextsOf(line).Select(text => (text, line.Struck))).GroupBy(line => line.text).ToDictionary(same => same.Key, same => !same.Any(line => line.Struck));
        bool IsMissing(Note line, Func<string, bool> verdictOf) => GivenLines.TextsOf(line).Any(text => !known.TryGetValue(text, out var verified) || verified != verdictOf(text));
        var removed = await RemovedLines.ReadAsync(ofText, cancellationToken);
        return new HandWord(
            [.. lines.Where(line => IsMissing(line, text => wanted[text]))],
            [.. removed.Where(line => !GivenLines.TextsOf(line).Any(wanted.ContainsKey) && IsMissing(line, _ => false))]);
    }

    private static IReadOnlyList<CarriedLine> Carried(IReadOnlyList<Note> lines) => [.. lines.Select(line => new CarriedLine(line, line.Source))];
}

/// <summary>What a person said on notes that a job does not know of.</summary>
/// <param name="Lines">Written, changed, struck or taken back.</param>
/// <param name="Removed">Not to come back.</param>
internal sealed record HandWord(IReadOnlyList<Note> Lines, IReadOnlyList<Note> Removed)
{
    public static readonly HandWord Nothing = new([], []);

    public bool IsNothing => Lines.Count + Removed.Count == 0;
}

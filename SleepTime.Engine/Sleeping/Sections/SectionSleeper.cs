using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Verification;

namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>Sleep on a text that is read in sections: one part after the other, each like a text of its own. Thread-safe.</summary>
internal sealed class SectionSleeper(
    SectionSurvey survey, SectionNotesStore notes, SleepCheckpoints checkpoints, QuestionReader questions, ModelHost host, TimeProvider time)
{
    // Lines of the log for the parts of one job at most; of a text with more of them each hundredth is told.
    private const int MostLogged = 100;

    /// <summary>What to work on: the text itself where it fits, else the next part of it, or the whole when all parts are done.</summary>
    /// <returns>Null when the job has to be read anew before it goes on.</returns>
    /// <exception cref="Generation.ModelNotReadyException">Sections depend on the model, and none is ready.</exception>
    public async Task<SleepTask?> NextAsync(SleepTask task, CancellationToken cancellationToken)
    {
        if (!task.IsLong)
        {
            // It was read in sections once, by a model or settings that have less room.
            return task.Job.Sections is not null && await notes.TurnToAsync(task.Job, 0, 0, null, cancellationToken) ? null : task;
        }
        var model = host.RequireFor(task.Job);
        var progress = await survey.TakeAsync(task.Job, model, cancellationToken);
        var unit = progress.Next;
        // What a part has begun it ends, from its own share; no other is begun once the tokens are spent.
        if (unit is not null && task.Job.IsSpent && !task.Job.Passes.Exists(pass => pass.Section == unit.Number))
            unit = null;
        if (await notes.TurnToAsync(task.Job, unit?.Number ?? 0, progress.Done, progress.Total, cancellationToken))
            return null;
        return unit is null ? WholeOf(task, progress, model) : PartOf(task, unit, SectionBudget.Of(task.Job, progress.Total - progress.Done, model.Prompts.SleepBudget));
    }

    /// <summary>Killed before the notes are stored, the next step comes here again with the same ones.</summary>
    public async Task FinishAsync(SleepTask part, SectionUnit unit, SleepStep.Finish step, SleepWork work)
    {
        var model = host.RequireFor(part.Job);
        var lines = SleepFinisher.Lines(Guid.Empty, part.Job, unit.Text, step.Notes);
        var made = new SectionNotes
        {
            ContextId = part.Job.ContextId, ContentHash = unit.ContentHash, ModelId = model.Id, PromptVersion = model.Prompts.Version, JobId = part.Job.Id,
            Lines = [.. lines.Select(SectionNote.Of)], Usable = lines.Count(line => !line.Struck), PassesWanted = part.Job.PassesWanted, Samples = part.Job.Samples,
            Usage = part.Job.Usage, TookMs = part.Job.TookMs, CreatedAt = time.GetUtcNow(),
        };
        await notes.AddAsync(part.Job, unit.Number, made, LogOf(part.Job, unit, made), work.TakeStepAsides(), CancellationToken.None);
    }

    /// <summary>Makes the notes of the whole text once no part is left to work on. Killed before they are stored, the next step makes them again without generating anything.</summary>
    public async Task FinishAsync(SleepTask task, SleepWork work, CancellationToken stopping)
    {
        var model = host.RequireFor(task.Job);
        var progress = task.Progress!;
        var parts = progress.Next is null ? progress.Parts : await survey.ReadKnownAsync(task.Job, model, CancellationToken.None);
        var end = progress.Next is null ? SleepEnd.AllPasses : SleepEnd.BudgetSpent;
        var made = new NotesVersion
        {
            ContextId = task.Job.ContextId, ContextVersionId = task.Job.ContextVersionId, JobId = task.Job.Id,
            Passes = parts.SelectMany(part => part.Lines).Select(line => line.Pass).Append(task.Job.PassesDone).Max(),
            ModelId = model.Id, PromptVersion = model.Prompts.Version, Usage = task.Job.Usage, CreatedAt = time.GetUtcNow(),
        };
        made.Lines.AddRange(LinesOf(made.Id, task.Job, parts, model));
        if (await questions.ReadAsync(task, made.Id, work, stopping) is not { } expected)
            return;
        made.Questions.AddRange(expected);
        await checkpoints.CompleteAsync(task.Job, made, end, leftOut: 0, work.TakeStepAsides(), CancellationToken.None);
    }

    /// <summary>The text is too long to be read: what its notes come from stands for it where questions on the whole are expected and scored.</summary>
    private static SleepTask WholeOf(SleepTask task, SectionProgress progress, HostedModel model)
    {
        if (progress.Next is not null)
            return task with { Progress = progress };
        var excerpt = WholeExcerpt.Of(
            [.. LinesOf(Guid.Empty, task.Job, progress.Parts, model)], SectionRoom.SectionTokens(model), line => model.Vocabulary.Tokenize(line, parseSpecial: false).Length);
        return task with { Progress = progress, AskedOf = excerpt.Notes, Version = With(task.Version, excerpt.Text, task.Version.ContentHash) };
    }

    private static ContextVersion With(ContextVersion version, string text, string contentHash) => new()
    {
        Id = version.Id, ContextId = version.ContextId, Number = version.Number, Text = text, ContentHash = contentHash, Tokens = version.Tokens, CreatedAt = version.CreatedAt,
    };

    /// <summary>What a person wrote or struck comes first, and nothing of it comes back from a section.</summary>
    private static IEnumerable<Note> LinesOf(Guid notesId, SleepJob job, IReadOnlyList<PartNotes> parts, HostedModel model)
    {
        var checks = job.Checks.Where(check => check.Section == 0).ToDictionary(check => check.Text);
        List<Note> byHand = [.. NotesMerger.Merge(job.Passes.Where(pass => pass.Section == 0), text => checks.GetValueOrDefault(text)?.Verified)
            .Select((note, order) => SleepFinisher.Line(notesId, order, note, checks.GetValueOrDefault(note.Text)))];
        var unwanted = checks.Values.Where(check => check is { By: CheckedBy.Person, Verified: false }).Select(check => check.Text);
        var chosen = WholeNotes.Choose(
            parts, byHand.Select(note => note.Text).Concat(unwanted).Select(NotesMerger.Key).ToHashSet(), SectionRoom.MergedTokens(model),
            line => model.Vocabulary.Tokenize(line, parseSpecial: false).Length);
        List<Note> lines = [.. byHand, .. chosen.Select((line, order) => line.ToNote(notesId, byHand.Count + order))];
        // The text itself is of megabytes at most: what rests on a line that a person struck is told by what the lines come from.
        return byHand.Exists(note => note.Struck)
            ? RestingNotes.Strike(string.Join('\n', lines.Select(line => line.Source).OfType<string>().SelectMany(source => source.Split('\n')).Distinct()), lines)
            : lines;
    }

    private static SleepTask PartOf(SleepTask task, SectionUnit unit, int? budget)
    {
        var job = task.Job;
        return task with
        {
            Unit = unit,
            Version = With(task.Version, unit.Text, unit.ContentHash),
            Job = new SleepJob
            {
                Id = job.Id, ContextId = job.ContextId, ContextVersionId = job.ContextVersionId, Owner = job.Owner, State = job.State, CreatedAt = job.CreatedAt,
                PassesWanted = unit.Combines ? 1 : job.PassesWanted, Samples = unit.Combines ? 1 : job.Samples, MinNewNotes = job.MinNewNotes,
                TokenBudget = budget, ModelId = job.ModelId, PromptVersion = job.PromptVersion, PassesDone = job.PassesDone, Sections = job.Sections, SectionsDone = job.SectionsDone,
                Passes = [.. job.Passes.Where(pass => pass.Section == unit.Number)], Checks = ChecksOf(job, unit),
            },
        };
    }

    /// <summary>Its own, and what a person struck in the notes of the whole: written again here, that is no more to be used than there.</summary>
    private static List<NoteCheck> ChecksOf(SleepJob job, SectionUnit unit)
    {
        List<NoteCheck> struck = [.. job.Checks.Where(check => check is { Section: 0, By: CheckedBy.Person, Verified: false })];
        var texts = struck.Select(check => check.Text).ToHashSet();
        return [.. job.Checks.Where(check => check.Section == unit.Number && !texts.Contains(check.Text)), .. struck];
    }

    private static string? LogOf(SleepJob job, SectionUnit unit, SectionNotes made)
    {
        var (done, all) = (job.SectionsDone + 1, job.Sections ?? 1);
        if (all > MostLogged && done * MostLogged / all == (done - 1) * MostLogged / all)
            return null;
        var usable = made.Usable == 1 ? "1 note" : $"{made.Usable:N0} notes";
        return $"Section {unit.Number:N0} of {all:N0}, {unit.Name}: {usable}, {made.Lines.Count - made.Usable} struck, {made.Usage.CompletionTokens:N0} tokens. {done:N0} done.";
    }
}

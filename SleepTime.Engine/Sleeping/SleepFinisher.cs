using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>Makes a notes version of what a job wrote, with verdicts and expected questions, and keeps the states of what questions begin with. Thread-safe.</summary>
internal sealed class SleepFinisher(SleepCheckpoints checkpoints, QuestionReader questions, SleepStateSaver states, ModelHost host, TimeProvider time)
{
    /// <summary>Killed before the notes are stored, the next step comes here again with the same ones.</summary>
    public async Task FinishAsync(SleepTask task, SleepStep.Finish step, SleepWork work, CancellationToken stopping)
    {
        var job = task.Job;
        var model = host.RequireFor(job);
        var notes = new NotesVersion
        {
            ContextId = job.ContextId,
            ContextVersionId = job.ContextVersionId,
            JobId = job.Id,
            Passes = job.PassesDone,
            ModelId = model.Id,
            PromptVersion = model.Prompts.Version,
            Usage = job.Usage,
            CreatedAt = time.GetUtcNow(),
        };
        notes.Lines.AddRange(Lines(notes.Id, job, task.Version.Text, step.Notes));
        if (await questions.ReadAsync(task, notes.Id, work, stopping) is not { } expected)
            return;
        notes.Questions.AddRange(expected);

        // Killed after it, the states of the context are missing on disk: its next first question reads its prompt anew.
        var chosen = NotesChoice.ForQuestions([.. notes.Lines.Where(line => !line.Struck).Select(RankedNote.Of)], task.Version.Text, model);
        if (await checkpoints.CompleteAsync(job, notes, step.Why, chosen.LeftOut, work.TakeStepAsides(), CancellationToken.None))
            await states.SaveAsync(task, chosen.Lines, work, stopping);
    }

    /// <summary>The lines of a job with their verdicts, once it has written all of them. Pure.</summary>
    public static IReadOnlyList<Note> Lines(Guid notesId, SleepJob job, string text, IReadOnlyList<MergedNote> notes)
    {
        var checks = job.Checks.ToDictionary(check => check.Text);
        IReadOnlyList<Note> lines = [.. notes.Select((note, order) => Line(notesId, order, note, checks.GetValueOrDefault(note.Text)))];
        // A later line may have corrected what an earlier verdict was built on.
        return Verification.RestingNotes.Strike(text, lines);
    }

    /// <summary>A line with its verdict. Pure.</summary>
    public static Note Line(Guid notesId, int order, MergedNote note, Verification.NoteCheck? check)
    {
        var struck = note.StruckBecause is not null;
        return new Note
        {
            NotesVersionId = notesId,
            Order = order,
            Pass = note.Pass,
            Text = note.Text,
            Verified = struck ? false : check?.Verified,
            By = struck ? Verification.CheckedBy.Model : check?.By,
            Edited = check?.By == Verification.CheckedBy.Person,
            Struck = struck || check?.Verified == false,
            Reason = note.StruckBecause ?? check?.Reason,
            Source = check?.Source,
        };
    }
}

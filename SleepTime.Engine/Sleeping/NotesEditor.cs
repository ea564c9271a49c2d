using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping;

/// <summary>A line as a person wants it to be.</summary>
/// <param name="Id">The line of the version that is edited; null for a new one.</param>
/// <param name="Text">One line, 1 to <see cref="NotesEditor.MaxLength"/> characters.</param>
/// <param name="Struck">Whether it is kept out of prompts.</param>
public sealed record NoteEdit(Guid? Id, string Text, bool Struck);

/// <summary>An edit that cannot be taken; the message says what to do.</summary>
/// <param name="isConflict">Whether somebody else was quicker, so that the edit itself may be right.</param>
public sealed class NotesEditRefusedException(string message, bool isConflict = false) : Exception(message)
{
    public bool IsConflict { get; } = isConflict;
}

/// <summary>
/// Changes notes by hand, and goes back to earlier ones. Versions never change: each edit makes a new one that says what
/// it is based on and by whom, so that every state can be read, compared and gone back to. Thread-safe.
/// </summary>
public sealed class NotesEditor(IDbContextFactory<SleepTimeDbContext> databases, ActivityFeed feed, TimeProvider time)
{
    public const int MaxLength = NotesParser.MaxLength;

    public const int MaxLines = 500;

    /// <summary>Makes a version with these lines, in this order. Lines that were not changed keep their verdict unless they rest on one that is struck now; the others are in use as the person wrote them, and checked by code alone.</summary>
    /// <returns>Null when there is no such version of notes on this context.</returns>
    /// <exception cref="NotesEditRefusedException">There is no line, one is empty, too long or there twice, there are too many, nothing was changed, or there are newer notes by now.</exception>
    public async Task<NotesVersion?> EditAsync(Guid contextId, Guid notesId, IReadOnlyList<NoteEdit> lines, string author, CancellationToken cancellationToken)
    {
        Check(lines);
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // Takes the one write lock before reading, so that of two who save at once one is told.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(database, contextId, notesId, cancellationToken) is not { } old)
            return null;

        if (!await IsPresentAsync(database, contextId, old, cancellationToken))
            throw new NotesEditRefusedException("The text was edited meanwhile, and sleep makes notes of the new one. Make your changes to those.", isConflict: true);
        if (await FindNewestAsync(database, old.ContextVersionId, cancellationToken) != old.Id)
            throw new NotesEditRefusedException("These notes were changed meanwhile, by sleep or by someone else. Make your changes to the newest ones.", isConflict: true);
        var known = old.Lines.ToDictionary(line => line.Id);
        var edited = New(old, NotesOrigin.Edited, author);
        var text = await database.ContextVersions.Where(version => version.Id == old.ContextVersionId).Select(version => version.Text).SingleAsync(cancellationToken);
        // Of a text of megabytes, what the notes are known to come from is looked at.
        var whole = text;
        if (text.Length > SourceTracer.MostWaitedFor)
            text = string.Join('\n', old.Lines.Select(line => line.Source).OfType<string>().SelectMany(source => source.Split('\n')).Distinct());
        var tracer = new SourceTracer(text, whole);
        var replaced = new Dictionary<Note, string>();
        List<Note> made = [];
        for (var order = 0; order < lines.Count; order++)
        {
            var before = lines[order].Id is { } id ? known.GetValueOrDefault(id) : null;
            var line = before is null ? Added(edited.Id, order, lines[order], tracer) : Changed(edited.Id, order, before, lines[order], tracer);
            if (before is { Struck: false } && before.Text != line.Text)
                replaced[line] = before.Text;
            made.Add(line);
        }
        edited.Lines.AddRange(RestingNotes.Strike(text, made, replaced.GetValueOrDefault));
        if (edited.Lines.Select(line => (line.Text, line.Struck)).SequenceEqual(old.Lines.OrderBy(line => line.Order).Select(line => (line.Text, line.Struck))))
            throw new NotesEditRefusedException("Nothing was changed.");
        return await StoreAsync(database, transaction, edited, cancellationToken);
    }

    /// <summary>Makes the newest version one with the lines of an earlier one.</summary>
    /// <returns>Null when there is no such version of notes on this context.</returns>
    /// <exception cref="NotesEditRefusedException">It is about another version of the text, or it is the newest already.</exception>
    public async Task<NotesVersion?> RestoreAsync(Guid contextId, Guid notesId, string author, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(database, contextId, notesId, cancellationToken) is not { } old)
            return null;
        if (!await IsPresentAsync(database, contextId, old, cancellationToken))
            throw new NotesEditRefusedException("These notes are about an earlier version of the text, so that they cannot count for the present one. They stay to be read; sleep on the present text for new ones.");
        if (await FindNewestAsync(database, old.ContextVersionId, cancellationToken) == old.Id)
            throw new NotesEditRefusedException("These are the newest notes already.");

        var restored = New(old, NotesOrigin.Restored, author);
        restored.Lines.AddRange(old.Lines.OrderBy(line => line.Order).Select((line, order) => Copy(restored.Id, order, line)));
        return await StoreAsync(database, transaction, restored, cancellationToken);
    }

    private static Task<bool> IsPresentAsync(SleepTimeDbContext database, Guid contextId, NotesVersion notes, CancellationToken cancellationToken) => database.ContextVersions.AnyAsync(
        version => version.Id == notes.ContextVersionId && database.Contexts.Any(context => context.Id == contextId && context.CurrentVersionNumber == version.Number),
        cancellationToken);

    private static void Check(IReadOnlyList<NoteEdit> lines)
    {
        if (lines.Count == 0)
            throw new NotesEditRefusedException("Notes have at least one line. Strike lines to keep them out of answers, or choose never to sleep on this text.");
        if (lines.Count > MaxLines)
            throw new NotesEditRefusedException($"These are {lines.Count:N0} lines; notes have at most {MaxLines}. Join some, or leave some out.");
        var said = new Dictionary<string, int>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i].Text))
                throw new NotesEditRefusedException($"Line {i + 1} is empty: write something, or remove it.");
            if (lines[i].Text.Length > MaxLength)
                throw new NotesEditRefusedException($"Line {i + 1} has {lines[i].Text.Length:N0} characters; a note has at most {MaxLength:N0}. Make two of it.");
            if (lines[i].Text.AsSpan().ContainsAny('\r', '\n'))
                throw new NotesEditRefusedException($"Line {i + 1} has a line break: a note is one line. Make two of it.");
            // Verdicts are known by what a line says: it cannot be struck and in use at once.
            if (!said.TryAdd(NotesMerger.KeyOf(lines[i].Text), i + 1))
                throw new NotesEditRefusedException($"Line {i + 1} says the same as line {said[NotesMerger.KeyOf(lines[i].Text)]}: remove one of them.");
        }
    }

    private static Task<NotesVersion?> FindAsync(SleepTimeDbContext database, Guid contextId, Guid notesId, CancellationToken cancellationToken) =>
        database.NotesVersions.AsNoTracking().Include(notes => notes.Lines).Include(notes => notes.Questions).AsSplitQuery()
            .SingleOrDefaultAsync(notes => notes.Id == notesId && notes.ContextId == contextId, cancellationToken);

    private static Task<Guid> FindNewestAsync(SleepTimeDbContext database, Guid contextVersionId, CancellationToken cancellationToken) =>
        database.NotesVersions.Where(notes => notes.ContextVersionId == contextVersionId)
            .OrderByDescending(notes => notes.CreatedAt).ThenByDescending(notes => notes.Id).Select(notes => notes.Id).FirstAsync(cancellationToken);

    private NotesVersion New(NotesVersion old, NotesOrigin origin, string author)
    {
        var made = new NotesVersion
        {
            ContextId = old.ContextId, ContextVersionId = old.ContextVersionId, JobId = null, Origin = origin, BasedOnId = old.Id, Author = author,
            Passes = old.Passes, ModelId = old.ModelId, PromptVersion = old.PromptVersion, Usage = TokenUsage.None, CreatedAt = time.GetUtcNow(),
        };
        // What a person changed may change their answers: of edited notes no expected question is kept.
        if (origin == NotesOrigin.Restored)
        {
            made.Questions.AddRange(old.Questions.Select(question => new ExpectedQuestion
            {
                NotesVersionId = made.Id, Order = question.Order, Question = question.Question, Answer = question.Answer, LogProbability = question.LogProbability,
            }));
        }
        return made;
    }

    private static Note Changed(Guid notesId, int order, Note before, NoteEdit line, SourceTracer tracer)
    {
        if (before.Text != line.Text || before.Struck != line.Struck)
            return ByHand(notesId, order, before.Pass, line, before, tracer);
        if (!line.Struck)
            tracer.Trace(line.Text);
        return Copy(notesId, order, before);
    }

    private static Note Added(Guid notesId, int order, NoteEdit line, SourceTracer tracer) => ByHand(notesId, order, pass: 0, line, before: null, tracer);

    private static Note ByHand(Guid notesId, int order, int pass, NoteEdit line, Note? before, SourceTracer tracer)
    {
        var text = line.Text.Trim();
        var check = line.Struck
            ? (Verified: false, By: CheckedBy.Person, Reason: "Struck by hand.", Source: before?.Text == line.Text ? before.Source : null)
            : HandChecks.Of(text, before, tracer);
        return new Note
        {
            NotesVersionId = notesId, Order = order, Pass = pass, Text = text, Edited = true, Struck = line.Struck,
            Verified = check.Verified, By = check.By, Reason = check.Reason, Source = check.Source,
        };
    }

    private static Note Copy(Guid notesId, int order, Note line) => new()
    {
        NotesVersionId = notesId, Order = order, Pass = line.Pass, Text = line.Text, Edited = line.Edited, Struck = line.Struck,
        Verified = line.Verified, By = line.By, Reason = line.Reason, Source = line.Source,
    };

    private async Task<NotesVersion> StoreAsync(SleepTimeDbContext database, IDbContextTransaction transaction, NotesVersion notes, CancellationToken cancellationToken)
    {
        database.NotesVersions.Add(notes);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(new ContextChanged(notes.ContextId));
        return notes;
    }
}

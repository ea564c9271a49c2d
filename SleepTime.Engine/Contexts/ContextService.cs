using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts;

/// <summary>The team's contexts. Every change is one transaction and is told to the activity feed. Thread-safe.</summary>
public sealed class ContextService(
    IDbContextFactory<SleepTimeDbContext> databases,
    ModelHost models,
    IEnumerable<IContextFollower> followers,
    IOptions<UploadOptions> options,
    ActivityFeed feed,
    TimeProvider time,
    ILogger<ContextService> logger)
{
    private readonly TextIntake _intake = new(options.Value.MaxBytes);
    private readonly ContextAnnouncer _announcer = new(followers, feed, logger);

    /// <summary>Stores a pasted text; without a title its first words serve. Queues a sleep job.</summary>
    /// <param name="storesDuplicate">Whether the same text may be stored a second time.</param>
    /// <exception cref="DuplicateTextException">A context has this text, and it may not be stored a second time.</exception>
    /// <exception cref="ContextRefusedException">The text is empty, not text or too large, or the title is too long.</exception>
    /// <exception cref="Generation.ModelNotReadyException">No tokenizer is there to count with.</exception>
    public Task<ContextDetails> CreateAsync(string? title, string text, string owner, bool storesDuplicate, CancellationToken cancellationToken)
    {
        var accepted = _intake.Accept(text);
        return StoreAsync(ContextTitle.Given(title) ?? ContextTitle.OfText(accepted), accepted, owner, storesDuplicate, cancellationToken);
    }

    /// <summary>Newest first; with <paramref name="search"/> those whose title or current text holds it.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public async Task<Page<ContextSummary>> ListAsync(int page, int pageSize, string? search, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var matching = database.Matching(search);
        var total = await matching.CountAsync(cancellationToken);
        var shown = matching.OrderByDescending(context => context.CreatedAt).ThenByDescending(context => context.Id).Skip((page - 1) * pageSize).Take(pageSize);
        var rows = await database.Rows(shown, models.Status.Hosted).ToListAsync(cancellationToken);
        return new Page<ContextSummary>([.. rows.Select(row => row.ToSummary())], total);
    }

    public Task<ContextDetails?> FindAsync(Guid id, CancellationToken cancellationToken) => FindAsync(id, withLongText: true, cancellationToken);

    /// <param name="withLongText">Whether to read a text that is read in sections too; it is left empty otherwise.</param>
    public async Task<ContextDetails?> FindAsync(Guid id, bool withLongText, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Rows(database.Contexts.Where(context => context.Id == id), models.Status.Hosted).SingleOrDefaultAsync(cancellationToken) is not { } row)
            return null;

        var readsText = withLongText || Fits(row.Tokens);
        var text = await database.ContextVersions.Where(version => version.Id == row.VersionId).Select(version => readsText ? version.Text : "").SingleOrDefaultAsync(cancellationToken);
        var questions = await database.SuggestedQuestions.AsNoTracking().Where(question => question.ContextId == id)
            .OrderBy(question => question.Order).ToListAsync(cancellationToken);
        // Deleted between the two reads.
        if (text is null)
            return null;
        return new ContextDetails(
            row.Id, row.Title, row.Owner, row.IsSample, row.Version, row.VersionId, text, row.Tokens,
            Fits(row.Tokens), await CountSectionsAsync(database, row, cancellationToken), row.Notes, questions, row.CreatedAt, row.EditedAt);
    }

    /// <summary>
    /// Makes a new version, which leaves existing notes stale, and queues a sleep job; the same text again changes
    /// nothing. Expected answers of suggested questions were those to the old text and are forgotten.
    /// </summary>
    /// <param name="basedOn">The version that was edited, so that nobody's newer text is written over unseen; null for whatever there is.</param>
    /// <returns>Null when there is no such context.</returns>
    /// <exception cref="TextChangedException">There is a newer version than the one that was edited, with another text than this.</exception>
    /// <exception cref="ContextRefusedException">As <see cref="CreateAsync"/>.</exception>
    /// <exception cref="Generation.ModelNotReadyException">No tokenizer is there to count with.</exception>
    public async Task<ContextDetails?> ReplaceTextAsync(Guid id, string text, int? basedOn, CancellationToken cancellationToken)
    {
        var accepted = _intake.Accept(text);
        var model = models.Require();
        var tokens = TextIntake.Measure(accepted, model);

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // Takes the one write lock before reading, so that two edits cannot both make the same next version.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        models.RequireStill(model); // a new one counts what is stored by then
        var context = await database.Contexts.SingleOrDefaultAsync(context => context.Id == id, cancellationToken);
        if (context is null)
            return null;

        var version = Version(id, context.CurrentVersionNumber + 1, accepted, tokens);
        var isSame = await database.ContextVersions.AnyAsync(
            current => current.ContextId == id && current.Number == context.CurrentVersionNumber && current.ContentHash == version.ContentHash, cancellationToken);
        if (!isSame && basedOn is { } seen && seen != context.CurrentVersionNumber)
            throw new TextChangedException(seen, context.CurrentVersionNumber);
        if (!isSame)
        {
            context.CurrentVersionNumber = version.Number;
            database.ContextVersions.Add(version);
            await database.SaveChangesAsync(cancellationToken);
            await database.SuggestedQuestions.Where(question => question.ContextId == id)
                .ExecuteUpdateAsync(question => question.SetProperty(property => property.ExpectedAnswer, (string?)null), cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            await _announcer.VersionStoredAsync(id, version.Id, context.Owner);
        }
        return await FindAsync(id, cancellationToken);
    }

    /// <summary>Makes a new version in which one section says something else; see <see cref="ReplaceTextAsync"/>. Sleep keeps the notes of all others.</summary>
    /// <param name="sectionId">The section, also one that another model than the loaded one is given: what it covers of its version never changes.</param>
    /// <param name="basedOn">The version that was edited.</param>
    /// <returns>Null when there is no such context, or no such section in that version.</returns>
    /// <exception cref="TextChangedException">There is a newer version than the one that was edited.</exception>
    /// <exception cref="ContextRefusedException">What is left of the text is empty, not text or too large.</exception>
    /// <exception cref="Generation.ModelNotReadyException">No tokenizer is there to count with.</exception>
    public async Task<ContextDetails?> ReplaceSectionAsync(Guid id, Guid sectionId, string text, int basedOn, CancellationToken cancellationToken)
    {
        string whole;
        await using (var database = await databases.CreateDbContextAsync(cancellationToken))
        {
            var version = await database.ContextVersions.AsNoTracking().SingleOrDefaultAsync(version => version.ContextId == id && version.Number == basedOn, cancellationToken);
            var section = version is null ? null : await database.ContextSections.AsNoTracking()
                .SingleOrDefaultAsync(section => section.ContextVersionId == version.Id && section.Id == sectionId, cancellationToken);
            if (version is null || section is null)
                return null;
            // What parts it from its neighbours stays.
            var before = section.Text.Length - section.Text.TrimStart().Length;
            var after = section.Text.TrimEnd().Length;
            whole = string.Concat(version.Text.AsSpan(0, section.Start + before), text.Trim(), version.Text.AsSpan(section.Start + Math.Max(before, after)));
        }
        return await ReplaceTextAsync(id, whole, basedOn, cancellationToken);
    }

    /// <summary>Gives it another title; its text and its notes stay as they are, and so do pictures that were shared.</summary>
    /// <returns>False when there is no such context.</returns>
    /// <exception cref="ContextRefusedException">The title is empty or too long.</exception>
    public async Task<bool> RenameAsync(Guid id, string title, CancellationToken cancellationToken)
    {
        var given = ContextTitle.Given(title) ?? throw new ContextRefusedException(ContextRefusal.BadTitle, "The title is empty. Write one by which the team knows the text.");
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Contexts.Where(context => context.Id == id).ExecuteUpdateAsync(set => set.SetProperty(context => context.Title, given), cancellationToken) == 0)
            return false;
        _announcer.Changed(id);
        return true;
    }

    /// <summary>
    /// Deletes it with its versions, notes, jobs and runs; running work on it is cancelled first. Once begun it goes to its end,
    /// although the caller may have left: half of it would be a text whose work was cancelled because it was deleted.
    /// </summary>
    /// <returns>False when there is no such context.</returns>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.Contexts.Where(context => context.Id == id).Select(context => (DateTimeOffset?)context.CreatedAt).SingleOrDefaultAsync(cancellationToken) is not { } givenAt)
            return false;

        await _announcer.DeletingAsync(id, CancellationToken.None);
        // The database takes everything that belongs to it along.
        if (await database.Contexts.Where(context => context.Id == id).ExecuteDeleteAsync(CancellationToken.None) == 0)
            return false;
        await _announcer.DeletedAsync(id, givenAt);
        return true;
    }

    private async Task<ContextDetails> StoreAsync(string title, string text, string owner, bool storesDuplicate, CancellationToken cancellationToken)
    {
        var model = models.Require();
        var tokens = TextIntake.Measure(text, model);
        var context = new Context { Title = title, Owner = owner, CreatedAt = time.GetUtcNow() };
        var version = Version(context.Id, number: 1, text, tokens);
        context.Versions.Add(version);

        await using (var database = await databases.CreateDbContextAsync(cancellationToken))
        {
            // Takes the one write lock before looking, so that of two that come at once one is the duplicate.
            await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
            models.RequireStill(model); // a new one counts what is stored by then
            if (!storesDuplicate && await database.FindSameTextAsync(version.ContentHash, cancellationToken) is { } same)
                throw new DuplicateTextException(same.Id, same.Title);
            database.Contexts.Add(context);
            await database.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        await _announcer.VersionStoredAsync(context.Id, version.Id, owner);
        return await FindAsync(context.Id, cancellationToken)
            ?? throw new InvalidOperationException($"The context {context.Id} was deleted while it was being stored.");
    }

    private ContextVersion Version(Guid contextId, int number, string text, int tokens) => new()
    {
        ContextId = contextId,
        Number = number,
        Text = text,
        ContentHash = HashOf(text),
        Tokens = tokens,
        CreatedAt = time.GetUtcNow(),
    };

    private bool Fits(int tokens) => models.Status.Hosted is not { } model || !SectionRoom.IsLong(tokens, model);

    private async Task<int> CountSectionsAsync(SleepTimeDbContext database, ContextRow row, CancellationToken cancellationToken)
    {
        if (models.Status.Hosted is not { } model || !SectionRoom.IsLong(row.Tokens, model))
            return 0;
        var split = SectionRoom.Split(model);
        return await database.ContextSections.CountAsync(section => section.ContextVersionId == row.VersionId && section.Split == split, cancellationToken);
    }

    internal static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

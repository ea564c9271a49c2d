using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts.Sections;

/// <summary>One section without its text.</summary>
/// <param name="Order">From 1.</param>
/// <param name="Name">What pages call it.</param>
public sealed record SectionInfo(long Number, Guid Id, int Order, string Name, int Start, int Length, int Tokens, string ContentHash)
{
    /// <summary>Whether nothing but white space is in it, so that there is nothing to note.</summary>
    public bool IsBlank => ContentHash == _blank;

    private static readonly string _blank = ContextService.HashOf("");
}

/// <summary>
/// The sections of long texts: cut when a text is stored, or when another model first needs them. Thread-safe.
/// </summary>
public sealed class SectionStore(IDbContextFactory<SleepTimeDbContext> databases) : IDisposable
{
    // So many rows at a time: a section is some thousand characters.
    private const int BatchSize = 500;

    // One text at a time: cutting takes a processor, and two who need the same wait for the first.
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>The sections of a version for this model, in order, cut now if nobody did before; empty when the version has gone.</summary>
    public async Task<IReadOnlyList<SectionInfo>> ListAsync(Guid versionId, HostedModel model, CancellationToken cancellationToken)
    {
        if (await ReadAsync(versionId, model, cancellationToken) is { Count: > 0 } known)
            return known;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (await ReadAsync(versionId, model, cancellationToken) is { Count: 0 })
                await MakeAsync(versionId, model, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
        return await ReadAsync(versionId, model, cancellationToken);
    }

    /// <summary>The text of one section; null when it has gone.</summary>
    public async Task<string?> FindTextAsync(long number, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ContextSections.Where(section => section.Number == number).Select(section => section.Text).SingleOrDefaultAsync(cancellationToken);
    }

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>The sections that a version was cut into last, for whichever model; empty when it never was.</summary>
    public async Task<IReadOnlyList<SectionInfo>> ListLastCutAsync(Guid versionId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var split = await database.ContextSections.Where(section => section.ContextVersionId == versionId)
            .OrderByDescending(section => section.Number).Select(section => section.Split).FirstOrDefaultAsync(cancellationToken);
        return split is null ? [] : await ReadAsync(versionId, split, cancellationToken);
    }

    private Task<IReadOnlyList<SectionInfo>> ReadAsync(Guid versionId, HostedModel model, CancellationToken cancellationToken) => ReadAsync(versionId, SectionRoom.Split(model), cancellationToken);

    private async Task<IReadOnlyList<SectionInfo>> ReadAsync(Guid versionId, string split, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var rows = await database.ContextSections
            .Where(section => section.ContextVersionId == versionId && section.Split == split)
            .OrderBy(section => section.Order)
            .Select(section => new { section.Number, section.Id, section.Order, section.Label, section.Start, section.Length, section.Tokens, section.ContentHash })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new SectionInfo(
            row.Number, row.Id, row.Order, ContextSection.NameOf(row.Label, row.Order), row.Start, row.Length, row.Tokens, row.ContentHash))];
    }

    private async Task MakeAsync(Guid versionId, HostedModel model, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        if (await database.ContextVersions.AsNoTracking().SingleOrDefaultAsync(version => version.Id == versionId, cancellationToken) is not { } version)
            return;
        var source = await database.DocumentSources.AsNoTracking().SingleOrDefaultAsync(source => source.ContextVersionId == versionId, cancellationToken);
        var earlier = await FindEarlierAsync(database, version, SectionRoom.Split(model), cancellationToken);
        var cut = await Task.Run(() => Cut(version.Text, source?.Outline, earlier, model), cancellationToken);

        // The write lock from here on: nobody else takes these numbers, and the version cannot go.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (!await database.ContextVersions.AnyAsync(stored => stored.Id == versionId, cancellationToken))
            return;
        var last = await database.ContextSections.MaxAsync(section => (long?)section.Number, cancellationToken) ?? 0;
        var rows = cut.Select((section, index) => Row(version, section, last + index + 1, index + 1, SectionRoom.Split(model)));
        foreach (var some in rows.Chunk(BatchSize))
        {
            database.ContextSections.AddRange(some);
            await database.SaveChangesAsync(cancellationToken);
            database.ChangeTracker.Clear();
        }
        await transaction.CommitAsync(cancellationToken);
    }

    private static IReadOnlyList<TextSection> Cut(string text, DocumentOutline? outline, IReadOnlyList<EarlierSection> earlier, HostedModel model)
    {
        int Count(string part) => model.Vocabulary.Tokenize(part, parseSpecial: false).Length;
        var structure = outline is { Pages.Count: > 0 } or { Headings.Count: > 0 } ? outline : PlainOutline.Of(text);
        return SectionKeeping.Split(text, structure, earlier, Count, SectionRoom.SectionTokens(model));
    }

    /// <summary>Those of the newest version before that was cut for the same model; none when there is none.</summary>
    private static async Task<IReadOnlyList<EarlierSection>> FindEarlierAsync(SleepTimeDbContext database, ContextVersion version, string split, CancellationToken cancellationToken)
    {
        var before = await database.ContextVersions
            .Where(earlier => earlier.ContextId == version.ContextId && earlier.Number < version.Number
                && database.ContextSections.Any(section => section.ContextVersionId == earlier.Id && section.Split == split))
            .OrderByDescending(earlier => earlier.Number).Select(earlier => (Guid?)earlier.Id).FirstOrDefaultAsync(cancellationToken);
        return await database.ContextSections.Where(section => section.ContextVersionId == before && section.Split == split).OrderBy(section => section.Order)
            .Select(section => new EarlierSection(section.Text, section.Tokens, section.Label)).ToListAsync(cancellationToken);
    }

    private static ContextSection Row(ContextVersion version, TextSection section, long number, int order, string split)
    {
        var text = version.Text.Substring(section.Start, section.Length);
        return new ContextSection
        {
            Number = number, ContextVersionId = version.Id, Split = split, Order = order, Start = section.Start, Length = section.Length,
            Tokens = section.Tokens, Label = section.Label, Text = text, ContentHash = ContextService.HashOf(text.Trim()),
        };
    }
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>One section with what sleep made of it.</summary>
/// <param name="IsSleptOn">Whether the loaded model has made notes of it.</param>
/// <param name="NoteCount">Lines of these that are not struck.</param>
/// <param name="LessEffort">Whether these took less effort than is chosen by now, so that the next job makes them anew.</param>
public sealed record SectionView(SectionInfo Section, bool IsSleptOn, int NoteCount, bool LessEffort);

/// <param name="ContextVersion">Number of the version of the text.</param>
/// <param name="Notes">In order, struck ones among them; empty where it was not slept on.</param>
public sealed record SectionDetails(SectionView View, int ContextVersion, string Text, IReadOnlyList<SectionNote> Notes);

/// <summary>A section and what sleep noted of it.</summary>
public sealed record NotedSection(SectionInfo Section, SectionNotes Notes);

/// <summary>All that sleep noted of the sections of a text.</summary>
/// <param name="ContextVersion">Number of the version of the text.</param>
/// <param name="Count">How many sections the text has.</param>
/// <param name="Noted">Those that were slept on, in the order of the text.</param>
public sealed record NotedSections(int ContextVersion, int Count, IReadOnlyList<NotedSection> Noted);

/// <summary>The sections of the present text of a context, by the model that is loaded. Thread-safe.</summary>
public sealed class SectionReader
{
    private readonly IDbContextFactory<SleepTimeDbContext> _databases;
    private readonly SectionStore _sections;
    private readonly SectionNotesStore _notes;
    private readonly Gatekeeper _gatekeeper;
    private readonly ModelHost _host;

    internal SectionReader(IDbContextFactory<SleepTimeDbContext> databases, SectionStore sections, SectionNotesStore notes, Gatekeeper gatekeeper, ModelHost host) =>
        (_databases, _sections, _notes, _gatekeeper, _host) = (databases, sections, notes, gatekeeper, host);

    /// <summary>In the order of the text; none for a text that the model reads at once.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="pageSize">1 or more.</param>
    /// <returns>Null when there is no such context.</returns>
    /// <exception cref="Generation.ModelNotReadyException">Sections depend on the model, and none is ready.</exception>
    public async Task<Page<SectionView>?> ListAsync(Guid contextId, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        var model = _host.Require();
        if (await FindVersionAsync(contextId, cancellationToken) is not { } version)
            return null;
        if (!SectionRoom.IsLong(version.Tokens, model))
            return new Page<SectionView>([], 0);
        var all = await _sections.ListAsync(version.Id, model, cancellationToken);
        List<SectionInfo> shown = [.. all.Skip((page - 1) * pageSize).Take(pageSize)];
        return new Page<SectionView>([.. (await FindNotesAsync(contextId, model, shown, cancellationToken)).Select(found => found.View)], all.Count);
    }

    /// <param name="order">Place in the text, from 1.</param>
    /// <returns>Null when there is no such context or section.</returns>
    /// <exception cref="Generation.ModelNotReadyException">Sections depend on the model, and none is ready.</exception>
    public async Task<SectionDetails?> FindAsync(Guid contextId, int order, CancellationToken cancellationToken)
    {
        var model = _host.Require();
        if (await FindVersionAsync(contextId, cancellationToken) is not { } version || !SectionRoom.IsLong(version.Tokens, model))
            return null;
        var all = await _sections.ListAsync(version.Id, model, cancellationToken);
        if (order < 1 || order > all.Count || await _sections.FindTextAsync(all[order - 1].Number, cancellationToken) is not { } text)
            return null;
        var (view, notes) = (await FindNotesAsync(contextId, model, [all[order - 1]], cancellationToken))[0];
        return new SectionDetails(view, version.Number, text, notes?.Lines ?? []);
    }

    /// <summary>All notes of sections by the loaded model; without one, the newest of the sections that the text was cut into last.</summary>
    /// <returns>Null for a text that is not read in sections, and when there is no such context.</returns>
    public async Task<NotedSections?> FindNotedAsync(Guid contextId, CancellationToken cancellationToken)
    {
        if (await FindVersionAsync(contextId, cancellationToken) is not { } version)
            return null;
        var model = _host.Status.Hosted;
        var sections = model is null ? await _sections.ListLastCutAsync(version.Id, cancellationToken)
            : SectionRoom.IsLong(version.Tokens, model) ? await _sections.ListAsync(version.Id, model, cancellationToken) : [];
        if (sections.Count == 0)
            return null;
        var known = await _notes.FindAsync(contextId, model?.Id, model?.Prompts.Version, [.. sections.Select(section => section.ContentHash).Distinct()], cancellationToken);
        return new NotedSections(
            version.Number, sections.Count, [.. sections.Where(section => known.ContainsKey(section.ContentHash)).Select(section => new NotedSection(section, known[section.ContentHash]))]);
    }

    private async Task<ContextVersion?> FindVersionAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return await database.ContextVersions.AsNoTracking()
            .Where(version => version.ContextId == contextId && database.Contexts.Any(context => context.Id == contextId && context.CurrentVersionNumber == version.Number))
            .Select(ContextVersion.WithoutText).SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<(SectionView View, SectionNotes? Notes)>> FindNotesAsync(Guid contextId, HostedModel model, List<SectionInfo> sections, CancellationToken cancellationToken)
    {
        var known = await _notes.FindAsync(contextId, model.Id, model.Prompts.Version, [.. sections.Select(section => section.ContentHash).Distinct()], cancellationToken);
        var wanted = await _gatekeeper.FindEffortAsync(contextId, model, cancellationToken);
        return [.. sections.Select(section => known.GetValueOrDefault(section.ContentHash) is { } notes
            ? (new SectionView(section, true, notes.Usable, !new SectionEffort(notes.PassesWanted, notes.Samples).Covers(wanted)), notes)
            : (new SectionView(section, false, 0, false), (SectionNotes?)null))];
    }
}

using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Insights;

internal static class PresentNotes
{
    /// <summary>The newest notes of each present text, whoever made them.</summary>
    public static IQueryable<NotesVersion> NewestOfPresentTexts(this SleepTimeDbContext database) =>
        from notes in database.NotesVersions
        join version in database.ContextVersions on notes.ContextVersionId equals version.Id
        join context in database.Contexts on notes.ContextId equals context.Id
        where version.Number == context.CurrentVersionNumber
            && notes.Id == database.NotesVersions
                .Where(other => other.ContextVersionId == version.Id)
                .OrderByDescending(other => other.CreatedAt).ThenByDescending(other => other.Id)
                .Select(other => other.Id)
                .First()
        select notes;
}

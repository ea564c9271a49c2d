using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments.DataSets;

/// <summary>The data sets that there are, the built-in one among them. Thread-safe.</summary>
public sealed class DataSetLibrary
{
    private readonly IDbContextFactory<SleepTimeDbContext> _databases;
    private readonly DataSetFolder _folder;
    private readonly ActivityFeed _feed;

    internal DataSetLibrary(IDbContextFactory<SleepTimeDbContext> databases, DataSetFolder folder, ActivityFeed feed) =>
        (_databases, _folder, _feed) = (databases, folder, feed);

    /// <summary>Of the one that comes with the product.</summary>
    public static Guid BuiltInId => NumberStories.View.Id;

    /// <summary>The built-in one first, then the newest first.</summary>
    public async Task<IReadOnlyList<DataSetView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var sets = await database.DataSets.AsNoTracking().OrderByDescending(set => set.CreatedAt).ThenByDescending(set => set.Id).ToListAsync(cancellationToken);
        return [NumberStories.View, .. sets.Select(DataSetView.Of)];
    }

    /// <returns>Null when there is no such data set.</returns>
    public async Task<DataSetView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (id == NumberStories.View.Id)
            return NumberStories.View;
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return await database.DataSets.AsNoTracking().SingleOrDefaultAsync(set => set.Id == id, cancellationToken) is { } set ? DataSetView.Of(set) : null;
    }

    /// <summary>Its contexts in their order, one by one.</summary>
    /// <exception cref="FileNotFoundException">There is no such data set any more.</exception>
    public async IAsyncEnumerable<DataSetContext> ReadAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = id == NumberStories.View.Id ? NumberStories.Open() : _folder.Open(id);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            yield return JsonSerializer.Deserialize<DataSetContext>(line, JsonSerializerOptions.Web)!;
    }

    /// <summary>Experiments on it keep what they chose of it. Killed in between, the file goes at the next start.</summary>
    /// <returns>False when there is no such data set, or it is the built-in one, which stays.</returns>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        if (await database.DataSets.Where(set => set.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        _folder.Delete(id);
        _feed.Publish(new DataSetsChanged());
        return true;
    }

    /// <summary>At the start: takes away files that a crash left behind.</summary>
    internal async Task TidyAsync(CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        _folder.DeleteAllBut((await database.DataSets.Select(set => set.Id).ToListAsync(cancellationToken)).ToHashSet());
    }
}

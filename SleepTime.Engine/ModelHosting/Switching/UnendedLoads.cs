using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.ModelHosting.Switching;

/// <summary>
/// Remembers loads onto a GPU that never came to an end, because they ended the process: a server that is restarted each
/// time would try the same for ever. Thread-safe as long as one model is loaded at a time.
/// </summary>
internal sealed class UnendedLoads(IDbContextFactory<SleepTimeDbContext> databases)
{
    private const string LoadFact = "modelhosting.load";

    // One may be a server that was stopped just then.
    private const int MostInARow = 2;

    /// <param name="presetId">What is loaded.</param>
    /// <returns>To be disposed when the load has ended, whether it succeeded or not.</returns>
    /// <exception cref="ModelLoadException">It ended the process twice in a row. Both are forgotten: whoever asks again gets another try.</exception>
    public async Task<IAsyncDisposable> BeginAsync(string presetId, CancellationToken cancellationToken)
    {
        var before = await CountAsync(presetId, cancellationToken);
        if (before >= MostInARow)
        {
            await StoreAsync("", cancellationToken);
            throw new ModelLoadException(
                $"Loading {presetId} onto the GPU ended the server {before} times in a row, so it was not tried again. Lower SleepTime:Model:GpuLayers (0 for the processor alone) or SleepTime:Generation:CellCount, look whether this build's files are for this GPU, or load it again to try once more.");
        }
        await StoreAsync($"{before + 1} {presetId}", cancellationToken);
        return new Attempt(this);
    }

    private async Task<int> CountAsync(string presetId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var stored = await database.Facts.Where(fact => fact.Key == LoadFact).Select(fact => fact.Value).SingleOrDefaultAsync(cancellationToken);
        return stored?.Split(' ', 2) is [var count, var id] && id == presetId && int.TryParse(count, out var number) ? number : 0;
    }

    private async Task StoreAsync(string value, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await database.Facts.SetAsync(LoadFact, value, cancellationToken);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // A full disk should keep no model from being loaded: it is only not guarded then.
        }
    }

    private sealed class Attempt(UnendedLoads loads) : IAsyncDisposable
    {
        private bool _ended;

        public async ValueTask DisposeAsync()
        {
            if (_ended)
                return;
            _ended = true;
            await loads.StoreAsync("", CancellationToken.None);
        }
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>
/// Brings files in as data sets, all or nothing, row by row however many there are. A file is looked through before anything
/// of it is stored. Thread-safe.
/// </summary>
public sealed class DataSetImporter
{
    /// <summary>Most bytes of a file.</summary>
    public const long MaxFileBytes = 268_435_456;

    /// <summary>Most contexts of a data set.</summary>
    public const int MaxContexts = 1_000_000;

    private const int FaultsShown = 50;
    private const int ContextsShown = 5;

    private readonly IDbContextFactory<SleepTimeDbContext> _databases;
    private readonly DataSetFolder _folder;
    private readonly ActivityFeed _feed;
    private readonly TimeProvider _time;

    internal DataSetImporter(IDbContextFactory<SleepTimeDbContext> databases, DataSetFolder folder, ActivityFeed feed, TimeProvider time) =>
        (_databases, _folder, _feed, _time) = (databases, folder, feed, time);

    /// <summary>Brings the bytes of a file onto the disk, where they can be read more than once. They go when it is disposed.</summary>
    /// <exception cref="DataSetRefusedException">It is too large.</exception>
    public async Task<Stream> ReceiveAsync(Stream content, CancellationToken cancellationToken)
    {
        var file = _folder.Receive();
        try
        {
            var buffer = new byte[65_536];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (file.Length + read > MaxFileBytes)
                    throw new DataSetRefusedException($"The file has more than {MaxFileBytes / 1_048_576} MB. Divide it.");
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            await file.FlushAsync(cancellationToken);
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks a whole file through; nothing is stored.</summary>
    /// <param name="file">Can be read from its start; left open.</param>
    /// <exception cref="DataSetRefusedException">The file cannot be imported at all.</exception>
    public static async Task<ImportPreview> PreviewAsync(Stream file, ImportSettings settings, CancellationToken cancellationToken)
    {
        var reader = new ImportReader(file, settings);
        await reader.BeginAsync(cancellationToken);
        var check = new ImportCheck(settings.Scorer);
        List<DataSetContext> first = [];
        List<ImportFault> faults = [];
        var (contexts, questions, faultCount) = (0, 0, 0);
        await foreach (var row in reader.ReadAsync(cancellationToken))
        {
            var (context, fault) = check.Look(row);
            if (context is null)
            {
                faultCount++;
                if (faults.Count < FaultsShown)
                    faults.Add(new ImportFault(row.Line, fault!));
                continue;
            }
            contexts++;
            questions += context.Questions.Count;
            if (first.Count < ContextsShown)
                first.Add(context);
            if (contexts > MaxContexts)
                throw new DataSetRefusedException($"The file has more than {MaxContexts:N0} contexts. Divide it.");
        }
        if (contexts + faultCount == 0)
            throw new DataSetRefusedException("The file has no row. Choose one with contexts, questions and answers.");
        return new ImportPreview(reader.Format, reader.Head, reader.Columns, contexts, questions, first, faults, faultCount);
    }

    /// <summary>
    /// Stores a file as a data set. Killed before its row is stored, nothing of it is there after the next start.
    /// </summary>
    /// <param name="file">Can be read from its start; left open.</param>
    /// <param name="leaveOutFaulty">Whether rows with something wrong are left out; else one of them refuses the file.</param>
    /// <exception cref="DataSetRefusedException">The file or its name is refused; nothing is stored.</exception>
    public async Task<DataSetView> ImportAsync(Stream file, string name, ImportSettings settings, bool leaveOutFaulty, string owner, CancellationToken cancellationToken)
    {
        name = name.Trim();
        await VerifyNameAsync(name, cancellationToken);
        var preview = await PreviewAsync(file, settings, cancellationToken);
        if (preview.Contexts == 0 || (preview.FaultCount > 0 && !leaveOutFaulty))
            throw new DataSetRefusedException(Refusal(preview));

        var set = new DataSet { Name = name, Scorer = settings.Scorer, Contexts = preview.Contexts, Questions = preview.Questions, Owner = owner, CreatedAt = _time.GetUtcNow() };
        try
        {
            await WriteAsync(set.Id, file, settings, cancellationToken);
            _folder.Complete(set.Id);
            await using var database = await _databases.CreateDbContextAsync(cancellationToken);
            database.DataSets.Add(set);
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            _folder.Delete(set.Id);
            // Somebody else took the name meanwhile.
            if (failure is DbUpdateException)
                await VerifyNameAsync(name, CancellationToken.None);
            throw;
        }
        _feed.Publish(new DataSetsChanged());
        return DataSetView.Of(set);
    }

    private async Task WriteAsync(Guid id, Stream file, ImportSettings settings, CancellationToken cancellationToken)
    {
        var reader = new ImportReader(file, settings);
        await reader.BeginAsync(cancellationToken);
        var check = new ImportCheck(settings.Scorer);
        await using var target = _folder.Create(id);
        await using var writer = new StreamWriter(target);
        await foreach (var row in reader.ReadAsync(cancellationToken))
        {
            if (check.Look(row).Context is { } context)
                await writer.WriteLineAsync(JsonSerializer.Serialize(context, JsonSerializerOptions.Web).AsMemory(), cancellationToken);
        }
    }

    private async Task VerifyNameAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > DataSet.MaxNameLength)
            throw new DataSetRefusedException($"The name has {name.Length} characters; it needs 1 to {DataSet.MaxNameLength}. Give it another.");
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        if (name == NumberStories.View.Name || await database.DataSets.AnyAsync(set => set.Name == name, cancellationToken))
            throw new DataSetRefusedException($"There is a data set “{name}” already. Give this one another name.");
    }

    private static string Refusal(ImportPreview preview)
    {
        var first = preview.Faults[0];
        var others = preview.FaultCount == 1 ? "" : $" {preview.FaultCount - 1:N0} more rows have something wrong.";
        return $"Nothing was imported. Line {first.Line}: {first.Message}{others}{(preview.Contexts > 0 ? " Put them right, or have such rows left out." : " Put them right.")}";
    }
}

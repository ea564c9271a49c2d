namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>A model from its reference to its files in the cache. Ends as soon as they are there, whoever put them there.</summary>
internal sealed class ModelDownload(HubOptions options, HubCache cache, HubClient hub, TimeProvider time)
{
    // What the database and everything else on the disk should find left.
    private const long RoomToLeave = 256L << 20;

    private readonly HubRetries _retries = new(options.MaxTries, time);

    /// <param name="plan">What it was found to mean before; null to ask.</param>
    /// <param name="planned">Told what it means, before the first byte.</param>
    /// <returns>The file to load.</returns>
    /// <exception cref="HubException">It cannot be fetched, or not by now; what was fetched stays.</exception>
    public async Task<string> RunAsync(HubReference reference, DownloadPlan? plan, Action<DownloadPlan> planned, DownloadMeter meter, CancellationToken cancellationToken)
    {
        if (options.Offline)
            return Find(reference, meter) ?? throw new HubException($"{reference} is not in the cache {cache.Root}, and SleepTime:Hub:Offline keeps the server from asking for it: put it there, or turn that off.");
        if (plan is null)
        {
            var found = await LookAsync(reference, meter, cancellationToken);
            if (found.Path is { } path)
                return path;
            planned(plan = found.Plan!);
        }

        var missing = plan.Files.Where(file => !cache.Has(plan, file)).ToList();
        meter.Begin(plan.TotalBytes - missing.Sum(file => file.Size) + missing.Sum(file => DoneOf(plan, file) ?? 0), plan.TotalBytes);
        RequireRoom(plan, missing);
        var download = new FileDownload(hub, _retries, options, time);
        foreach (var file in missing)
        {
            var partial = cache.PartialPath(plan.Repo, file.ETag);
            await download.RunAsync(plan, file, partial, meter, cancellationToken);
            cache.Complete(plan, file);
            PartialFile.Delete(partial);
        }
        cache.SetCommit(plan.Repo, plan.Revision, plan.Commit);
        return cache.SnapshotPath(plan, plan.Files[0]);
    }

    /// <summary>Deletes what was fetched of files that are not whole.</summary>
    public void Discard(DownloadPlan plan)
    {
        foreach (var file in plan.Files)
            PartialFile.Delete(cache.PartialPath(plan.Repo, file.ETag));
    }

    /// <summary>How much is there of a download that is not running.</summary>
    public long DoneOf(DownloadPlan plan) => plan.Files.Sum(file => cache.IsHere(plan, file) ? file.Size : DoneOf(plan, file) ?? 0);

    /// <returns>What to fetch, or the file itself where the hub is out of reach and not needed.</returns>
    private async Task<(DownloadPlan? Plan, string? Path)> LookAsync(HubReference reference, DownloadMeter meter, CancellationToken cancellationToken)
    {
        var (plan, path) = ((DownloadPlan?)null, (string?)null);
        await _retries.RunAsync(TryAsync, () => 0, meter, cancellationToken);
        return (plan, path);

        async Task TryAsync()
        {
            try
            {
                plan = await PlanAsync(reference, cancellationToken);
            }
            catch (HubException passing) when (passing.IsPassing && (path = Find(reference, meter)) is not null)
            {
            }
        }
    }

    private async Task<DownloadPlan> PlanAsync(HubReference reference, CancellationToken cancellationToken)
    {
        var choice = GgufChoice.Of(reference, await hub.ListAsync(reference.Repo, reference.Revision, cancellationToken));
        if (choice.Problem is { } problem)
            throw new HubException(problem);
        // The first tells the commit, which the others are looked at then: a branch may move in between.
        var (first, commit) = await hub.LookAsync(reference.Repo, reference.Revision, choice.Files[0], cancellationToken);
        var files = new List<PlannedFile> { first };
        foreach (var part in choice.Files.Skip(1))
            files.Add((await hub.LookAsync(reference.Repo, commit, part, cancellationToken)).File);
        return new DownloadPlan(reference.Repo, reference.Revision, commit, files);
    }

    private string? Find(HubReference reference, DownloadMeter meter)
    {
        if (cache.Find(reference) is not { } found)
            return null;
        meter.Begin(found.Bytes, found.Bytes);
        return found.Path;
    }

    private long? DoneOf(DownloadPlan plan, PlannedFile file) => PartialFile.DoneOf(cache.PartialPath(plan.Repo, file.ETag), file.Size);

    private void RequireRoom(DownloadPlan plan, IReadOnlyList<PlannedFile> missing)
    {
        // A file that was begun has its room already.
        var needed = missing.Where(file => DoneOf(plan, file) is null).Sum(file => file.Size);
        if (needed == 0)
            return;
        var free = DiskRoom.Free(cache.Root);
        if (free - RoomToLeave < needed)
        {
            throw new HubException(
                $"It needs {Size(needed)} of room, and {cache.Root} has {Size(Math.Max(0, free - RoomToLeave))} to give: delete something there, or name a folder on another disk with SleepTime:Hub:CacheDirectory, then resume.");
        }
    }

    private static string Size(long bytes) => $"{bytes / 1e9:0.0} GB";
}

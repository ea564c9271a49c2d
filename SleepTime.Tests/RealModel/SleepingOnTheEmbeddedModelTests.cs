using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RealModel;

public sealed class SleepingOnTheEmbeddedModelTests : IDisposable
{
    private const int Samples = 6;

    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task FirstStart_NobodyAsks_SleepsOnEverySampleInThreePasses()
    {
        await using var engine = await RunningEngine.StartAsync(_data.Path);

        var jobs = await engine.UntilAsync(engine.JobsAsync, IsAllDone);

        Assert.All(jobs.Items, job =>
        {
            Assert.Equal([1, 2, 3], job.Passes.Select(pass => pass.Number));
            Assert.All(job.Passes, pass => Assert.Equal(FinishReason.EndOfText, pass.FinishReason));
            // The next pass begins like the one before: context and notes need not be read again.
            Assert.All(job.Passes.Skip(1), pass => Assert.True(pass.Usage.CachedTokens > 0));
        });
        foreach (var job in jobs.Items)
        {
            var notes = Assert.Single(await engine.Get<NotesService>().ListAsync(job.ContextId, CancellationToken.None) ?? []).Notes;
            Assert.StartsWith("sleeptime-tiny@", notes.ModelId, StringComparison.Ordinal);
            Assert.StartsWith("tiny-", notes.PromptVersion, StringComparison.Ordinal);
            Assert.NotEmpty(notes.Lines);
            Assert.All(notes.Lines, line => Assert.Equal(line.Text.Trim(), line.Text));
        }
    }

    [Fact]
    public async Task Stop_InTheMiddleOfSleep_GoesOnAfterTheNextStart()
    {
        List<Guid> before;
        await using (var engine = await RunningEngine.StartAsync(_data.Path))
        {
            var jobs = await engine.UntilAsync(engine.JobsAsync, jobs => jobs.Total == Samples && jobs.Items.Sum(job => job.PassesDone) > 0);
            before = [.. jobs.Items.SelectMany(job => job.Passes).Select(pass => pass.Id)];
        }

        await using (var engine = await RunningEngine.StartAsync(_data.Path))
        {
            var jobs = await engine.UntilAsync(engine.JobsAsync, IsAllDone);

            Assert.All(jobs.Items, job => Assert.Equal([1, 2, 3], job.Passes.Select(pass => pass.Number)));
            Assert.Subset(jobs.Items.SelectMany(job => job.Passes).Select(pass => pass.Id).ToHashSet(), before.ToHashSet());
            await using var database = await engine.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
            Assert.Equal(Samples, await database.NotesVersions.CountAsync());
        }
    }

    public void Dispose() => _data.Dispose();

    private static bool IsAllDone(Engine.Contexts.Page<SleepJobView> jobs) =>
        jobs.Total == Samples && jobs.Items.All(job => job.State == SleepJobState.Completed);
}

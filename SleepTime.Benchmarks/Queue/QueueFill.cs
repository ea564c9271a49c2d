using Microsoft.EntityFrameworkCore;
using SleepTime.Benchmarks.Hosting;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Engine.Storage;

namespace SleepTime.Benchmarks.Queue;

/// <summary>A long queue as a team has it after a while: most jobs wait, some are done with all that they wrote, some failed, some texts are skipped.</summary>
internal static class QueueFill
{
    private const int Passes = 3;
    private const int LinesAPass = 5;
    private static readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    /// <summary>Of each hundred jobs ten are done, two failed and the others wait; half as many texts as jobs are done are skipped.</summary>
    public static async Task RunAsync(ProductHost host, int jobs)
    {
        await using var database = await host.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        for (var i = 0; i < jobs; i++)
            AddJob(database, i, (i % 100) switch { < 10 => SleepJobState.Completed, < 12 => SleepJobState.Failed, _ => SleepJobState.Queued });
        for (var i = 0; i < jobs / 20; i++)
            Decide(database, AddText(database, jobs + i), sleeps: false);
        await database.SaveChangesAsync();
    }

    private static void AddJob(SleepTimeDbContext database, int number, SleepJobState state)
    {
        var version = AddText(database, number);
        Decide(database, version, sleeps: true);
        var ended = state != SleepJobState.Queued;
        var job = new SleepJob
        {
            ContextId = version.ContextId, ContextVersionId = version.Id, Owner = "local", State = state, PassesWanted = Passes, PassesDone = ended ? Passes : 0,
            Priority = number % 97, CreatedAt = _now, FinishedAt = ended ? _now.AddMinutes(number) : null,
            End = state == SleepJobState.Completed ? SleepEnd.AllPasses : null, FailureReason = state == SleepJobState.Failed ? "Pass 3 failed: the engine stopped. Retry it." : null,
        };
        if (ended)
            AddWork(job);
        database.Add(job);
        database.Add(new SleepEvent { JobId = job.Id, At = _now, Text = "Queued." });
    }

    private static void AddWork(SleepJob job)
    {
        for (var pass = 1; pass <= Passes; pass++)
        {
            var lines = Enumerable.Range(1, LinesAPass).Select(line => $"After step {pass} and {line} more Maya has {(pass * 10) + line} marbles.").ToList();
            job.Passes.Add(new SleepPass
            {
                JobId = job.Id, Number = pass, Text = string.Join('\n', lines), FinishReason = FinishReason.EndOfText, Usage = new TokenUsage(200, 150, 100),
                Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = _now,
            });
            job.Checks.AddRange(lines.Select((line, index) => new NoteCheck
            {
                JobId = job.Id, Text = line, Verified = index > 0, By = CheckedBy.Text, Reason = index > 0 ? null : "The text says otherwise.", CheckedAt = _now, Usage = TokenUsage.None,
            }));
        }
        job.Passes.Add(new SleepPass
        {
            JobId = job.Id, Kind = SleepPassKind.Questions, Number = 0, Text = "How many marbles has Maya? Answer: 31", FinishReason = FinishReason.EndOfText,
            Usage = new TokenUsage(200, 150, 20), Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = _now,
        });
    }

    private static ContextVersion AddText(SleepTimeDbContext database, int number)
    {
        var context = new Context { Title = $"Text {number}", Owner = "local", CreatedAt = _now };
        var version = new ContextVersion { ContextId = context.Id, Number = 1, Text = $"Maya has {number} marbles.", ContentHash = $"{number}", Tokens = 6, CreatedAt = _now };
        context.Versions.Add(version);
        database.Add(context);
        return version;
    }

    private static void Decide(SleepTimeDbContext database, ContextVersion version, bool sleeps) => database.Add(new SleepDecision
    {
        ContextId = version.ContextId, ContextVersionId = version.Id, Sleeps = sleeps, ByPerson = false, Reason = "It pays after 2 questions.",
        ExpectedQuestions = 10, SleepTokens = 300, BreakEven = sleeps ? 2 : 20, MadeAt = _now,
    });
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Storage;

public sealed class StoredValuesTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = new();

    [Fact]
    public async Task Run_WithoutUsage_ComesBackAsUnknown()
    {
        var run = await StoreAsync(usage: null, timings: null);

        Assert.Null(run.Usage);
        Assert.Null(run.Timings);
    }

    [Fact]
    public async Task Run_WithUsageAndTimings_ComesBackTheSame()
    {
        var run = await StoreAsync(new TokenUsage(10, 4, 2), new GenerationTimings(1.5, null, 20, null));

        Assert.Equal(new TokenUsage(10, 4, 2), run.Usage);
        Assert.Equal(new GenerationTimings(1.5, null, 20, null), run.Timings);
    }

    [Fact]
    public async Task Enum_Stored_IsKeptByItsName()
    {
        await StoreAsync(null, null);

        await using var database = _database.CreateDbContext();
        var mode = await database.Database.SqlQuery<string>($"SELECT Mode AS Value FROM Runs").SingleAsync();
        Assert.Equal("SleepTime", mode);
    }

    [Fact]
    public async Task PassAddedToATrackedJob_IsInserted()
    {
        var context = await StoreContextAsync();
        var job = new SleepJob { ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Owner = "local", PassesWanted = 3, CreatedAt = _now };
        await using (var database = _database.CreateDbContext())
        {
            database.Add(job);
            await database.SaveChangesAsync();

            // The same usage object twice: a value has no identity to collide on.
            job.Passes.Add(Pass(job.Id, 1));
            job.Passes.Add(Pass(job.Id, 2));
            await database.SaveChangesAsync();
        }

        await using var reading = _database.CreateDbContext();
        Assert.Equal(2, await reading.SleepPasses.CountAsync(pass => pass.JobId == job.Id));
    }

    [Fact]
    public async Task ContextDeleted_NothingOfItIsLeft()
    {
        var run = await StoreAsync(null, null);
        await using var database = _database.CreateDbContext();
        var job = new SleepJob { ContextId = run.ContextId, ContextVersionId = run.ContextVersionId, Owner = "local", PassesWanted = 1, CreatedAt = _now };
        job.Passes.Add(Pass(job.Id, 1));
        var notes = new NotesVersion
        {
            ContextId = run.ContextId, ContextVersionId = run.ContextVersionId, JobId = job.Id, Passes = 1,
            ModelId = "fake", PromptVersion = "tiny", Usage = TokenUsage.None, CreatedAt = _now,
        };
        notes.Lines.Add(new Note { NotesVersionId = notes.Id, Order = 0, Pass = 1, Text = "Maya has 3." });
        database.AddRange(job, notes, new SuggestedQuestion { ContextId = run.ContextId, Order = 0, Text = "How many?" });
        await database.SaveChangesAsync();

        await database.Contexts.Where(context => context.Id == run.ContextId).ExecuteDeleteAsync();

        int[] left =
        [
            await database.ContextVersions.CountAsync(), await database.SuggestedQuestions.CountAsync(), await database.Runs.CountAsync(),
            await database.SleepJobs.CountAsync(), await database.SleepPasses.CountAsync(), await database.NotesVersions.CountAsync(), await database.Notes.CountAsync(),
        ];
        Assert.All(left, count => Assert.Equal(0, count));
    }

    public void Dispose() => _database.Dispose();

    private static SleepPass Pass(Guid jobId, int number) => new()
    {
        JobId = jobId, Number = number, Text = "Maya has 3.", FinishReason = FinishReason.EndOfText,
        Usage = TokenUsage.None, Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = _now,
    };

    private async Task<Context> StoreContextAsync()
    {
        var context = new Context { Title = "Marbles", Owner = "local", CreatedAt = _now };
        context.Versions.Add(new ContextVersion { ContextId = context.Id, Number = 1, Text = "Maya has 3 marbles.", ContentHash = "", Tokens = 5, CreatedAt = _now });
        await using var database = _database.CreateDbContext();
        database.Add(context);
        await database.SaveChangesAsync();
        return context;
    }

    private async Task<Run> StoreAsync(TokenUsage? usage, GenerationTimings? timings)
    {
        var context = await StoreContextAsync();
        var run = new Run
        {
            ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Mode = AnswerMode.SleepTime, Question = "How many?", Verbosity = 1,
            Temperature = 0, MaxTokens = 16, Owner = "local", ModelId = "fake", PromptVersion = "tiny", Usage = usage, Timings = timings, CreatedAt = _now,
        };
        await using (var database = _database.CreateDbContext())
        {
            database.Add(run);
            await database.SaveChangesAsync();
        }
        await using var reading = _database.CreateDbContext();
        return await reading.Runs.SingleAsync(stored => stored.Id == run.Id);
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Engine.Storage;

namespace SleepTime.Benchmarks.History;

/// <summary>A database with many runs, in a folder that goes with it: two thirds of the questions are comparisons,
/// half of them blind, and a third of these voted on by <see cref="Viewer"/>; by a fixed seed.</summary>
internal sealed class HistoryDatabase : IDbContextFactory<SleepTimeDbContext>, IDisposable
{
    public const string RareWord = "quixotic";
    public const string CommonWord = "marbles";
    public const string Viewer = "person 3";

    public const int ContextCount = 200;

    private const int RareEvery = 20_000;
    private const int BatchSize = 1000;

    private static readonly string[] _words =
        ["marbles", "stamps", "bugs", "teams", "north", "yellow", "harbour", "window", "garden", "letter", "because", "therefore", "counted", "received", "seven", "eleven"];

    private readonly DbContextOptions<SleepTimeDbContext> _options;
    private readonly Random _random = new(7);

    public HistoryDatabase() =>
        _options = new DbContextOptionsBuilder<SleepTimeDbContext>()
            .UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Folder, "sleeptime.db"), ForeignKeys = true }.ToString()).Options;

    /// <summary>As a data directory is.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("sleeptime-history").FullName;

    /// <summary>One of the contexts, for the filter by it.</summary>
    public Guid SomeContext { get; private set; }

    public DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public SleepTimeDbContext CreateDbContext() => new(_options);

    public async Task FillAsync(int runs)
    {
        await using (var database = CreateDbContext())
        {
            await database.Database.MigrateAsync();
            await database.Database.ExecuteSqlAsync($"PRAGMA journal_mode = WAL");
        }
        var contexts = await AddContextsAsync();
        for (var (made, asked) = (0, 0); made < runs;)
        {
            await using var database = CreateDbContext();
            for (var i = 0; i < BatchSize && made < runs; i++, asked++)
            {
                Guid? comparison = asked % 3 != 0 && made + 1 < runs ? Guid.CreateVersion7() : null;
                var isBlind = comparison is not null && asked % 2 == 0;
                var (context, owner, question) = (contexts[_random.Next(contexts.Count)], $"person {_random.Next(20)}", Text(12) + "?");
                AnswerMode[] modes = comparison is null ? [(AnswerMode)(asked % 2)] : [AnswerMode.Standard, AnswerMode.SleepTime];
                foreach (var mode in modes)
                    database.Add(NewRun(context, mode, comparison, isBlind, owner, question, asked, made++ % RareEvery == RareEvery / 2));
                if (isBlind && asked % 3 == 1)
                    database.Add(new ComparisonVote { ComparisonId = comparison!.Value, ContextId = context.Id, Owner = Viewer, WasBlind = true, CreatedAt = Start.AddMinutes(asked + 2) });
            }
            await database.SaveChangesAsync();
        }
    }

    /// <summary>Notes on every text, from which all its SleepTime runs were answered; the longer a text was slept on, the later it pays, if ever.</summary>
    public async Task SleepOnAllAsync()
    {
        await using var database = CreateDbContext();
        var versions = await database.ContextVersions.OrderBy(version => version.ContentHash).Select(version => new { version.Id, version.ContextId }).ToListAsync();
        foreach (var (version, number) in versions.Select((version, i) => (version, i)))
        {
            var at = Start.AddMinutes(number * 10);
            var job = new SleepJob { ContextId = version.ContextId, ContextVersionId = version.Id, Owner = "local", PassesWanted = 3, PassesDone = 3, State = SleepJobState.Completed, CreatedAt = at, FinishedAt = at };
            for (var pass = 1; pass <= 3; pass++)
                job.Passes.Add(new SleepPass { JobId = job.Id, Number = pass, Text = Text(100), FinishReason = FinishReason.EndOfText, Usage = new TokenUsage(200, 100, 200 + (number * 400)), Timings = new GenerationTimings(0, 5, 900, 100), FinishedAt = at });
            var notes = new NotesVersion { ContextId = version.ContextId, ContextVersionId = version.Id, JobId = job.Id, Passes = 3, ModelId = "model@1", PromptVersion = "tiny@1", Usage = TokenUsage.None, CreatedAt = at };
            for (var line = 0; line < 20; line++)
            {
                var text = $"{line} {Text(8)}";
                job.Checks.Add(new NoteCheck { JobId = job.Id, Text = text, Verified = line % 5 != 0, By = CheckedBy.Text, CheckedAt = at, Usage = TokenUsage.None });
                notes.Lines.Add(new Note { NotesVersionId = notes.Id, Order = line, Pass = 1 + (line % 3), Text = text, Verified = line % 5 != 0, By = CheckedBy.Text, Struck = line % 5 == 0 });
            }
            database.Add(job);
            database.Add(notes);
        }
        await database.SaveChangesAsync();
        await database.Database.ExecuteSqlAsync(
            $"UPDATE Runs SET NotesVersionId = (SELECT n.Id FROM NotesVersions n WHERE n.ContextVersionId = Runs.ContextVersionId), Usage_CompletionTokens = 10 WHERE Mode = 'SleepTime'");
    }

    /// <summary>When the last question was asked.</summary>
    public async Task<DateTimeOffset> LastAskedAsync()
    {
        await using var database = CreateDbContext();
        return await database.Runs.OrderByDescending(run => run.CreatedAt).Select(run => run.CreatedAt).FirstAsync();
    }

    private Run NewRun(Context context, AnswerMode mode, Guid? comparison, bool isBlind, string owner, string question, int asked, bool isRare) => new()
    {
        ComparisonId = comparison, IsBlind = isBlind, ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Mode = mode, Question = question, Verbosity = 1, Temperature = 0,
        MaxTokens = 256, Owner = owner, ModelId = "model@1", PromptVersion = "tiny@1", State = _random.Next(50) switch { 0 => RunState.Failed, 1 => RunState.Cancelled, _ => RunState.Completed },
        Answer = $"{Text(60)}{(isRare ? " " + RareWord : "")} Answer: {_random.Next(100)}", FinishReason = FinishReason.EndOfText, ExpectedAnswer = asked % 10 == 0 ? "7" : null,
        Usage = new TokenUsage(300 + _random.Next(300), _random.Next(300), 5 + _random.Next(120)), Timings = new GenerationTimings(_random.Next(50), 60 + (_random.NextDouble() * 200), 300 + (_random.NextDouble() * 2000), 30 + _random.Next(60)), CreatedAt = Start.AddMinutes(asked), FinishedAt = Start.AddMinutes(asked + 1),
    };

    private async Task<List<Context>> AddContextsAsync()
    {
        List<Context> contexts = [];
        for (var i = 0; i < ContextCount; i++)
        {
            var context = new Context { Title = $"Text {i}", Owner = "local", CreatedAt = Start };
            context.Versions.Add(new ContextVersion { ContextId = context.Id, Number = 1, Text = $"Text {i}.", ContentHash = $"{i}", Tokens = 4, CreatedAt = Start });
            contexts.Add(context);
        }
        await using var database = CreateDbContext();
        database.AddRange(contexts);
        await database.SaveChangesAsync();
        SomeContext = contexts[0].Id;
        return contexts;
    }

    private string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => _words[_random.Next(_words.Length)]));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Feedback;
using SleepTime.Engine.Answering.History;
using SleepTime.Engine.Contexts;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering.History;

/// <summary>A database whose runs a test writes itself, and the history over it.</summary>
internal sealed class HistoryFixture : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private int _asked;

    public TestDatabase Database { get; } = new();

    public HistoryReader Reader => new(Database);

    public async Task<Context> AddContextAsync(string title = "Marbles")
    {
        var context = new Context { Title = title, Owner = "local", CreatedAt = Start };
        context.Versions.Add(new ContextVersion { ContextId = context.Id, Number = 1, Text = title, ContentHash = title, Tokens = 5, CreatedAt = Start });
        await using var database = Database.CreateDbContext();
        database.Add(context);
        await database.SaveChangesAsync();
        return context;
    }

    /// <summary>One question, a minute after the one before, with an answer for each mode.</summary>
    public async Task<Guid> AskAsync(Context context, string question, string? standard = null, string? sleepTime = null, string owner = "local", RunState state = RunState.Completed, bool blind = false)
    {
        Guid? comparison = standard is not null && sleepTime is not null ? Guid.CreateVersion7() : null;
        var at = Start.AddMinutes(_asked++);
        List<Run> runs = [];
        if (standard is not null)
            runs.Add(Run(context, AnswerMode.Standard, question, standard, comparison, owner, state, at, blind));
        if (sleepTime is not null)
            runs.Add(Run(context, AnswerMode.SleepTime, question, sleepTime, comparison, owner, RunState.Completed, at, blind));
        await using var database = Database.CreateDbContext();
        database.AddRange(runs);
        await database.SaveChangesAsync();
        return comparison ?? runs[0].Id;
    }

    public async Task VoteAsync(Context context, Guid comparison, string owner = "local")
    {
        await using var database = Database.CreateDbContext();
        database.Add(new ComparisonVote { ComparisonId = comparison, ContextId = context.Id, Owner = owner, WasBlind = true, CreatedAt = Start });
        await database.SaveChangesAsync();
    }

    public async Task<IReadOnlyList<Guid>> IdsAsync(HistoryFilter filter) =>
        [.. (await Reader.ListAsync(1, 50, filter, cancellationToken: CancellationToken.None)).Items.Select(row => row.Id)];

    public void Dispose() => Database.Dispose();

    private static Run Run(Context context, AnswerMode mode, string question, string answer, Guid? comparison, string owner, RunState state, DateTimeOffset at, bool blind) => new()
    {
        ComparisonId = comparison, ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Mode = mode, Question = question, Answer = answer, Verbosity = 1,
        Temperature = 0, MaxTokens = 16, Owner = owner, ModelId = "fake", PromptVersion = "tiny", State = state, CreatedAt = at, IsBlind = blind,
    };
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sharing;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sharing;

/// <summary>Something to share, and the service that shares it.</summary>
public abstract class SharingFixture : IAsyncDisposable
{
    private readonly TestDatabase _database = new();

    protected SharingFixture(params (string Key, string Value)[] settings)
    {
        Engine = new TestEngine(_database, settings: settings);
        Engine.Model.Reply = _ => "Maya has 3. Answer: 3";
        Shares = Engine.Get<ShareService>();
    }

    private protected TestEngine Engine { get; }

    protected ShareService Shares { get; }

    protected async Task<Context> AddContextAsync()
    {
        var context = await Engine.AddContextAsync();
        await Engine.AddNotesAsync(context, "Maya has 3 marbles.", "!Leo has 9 marbles.");
        return context;
    }

    protected async Task<Run> AskAsync(Context context, AnswerMode mode)
    {
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many marbles has Maya?", Modes = [mode], Owner = TestEngine.Owner }, CancellationToken.None);
        return await Engine.EndOfAsync(asked.Runs[0]);
    }

    protected async Task<Guid> CompareAsync(Context context, bool blind = false)
    {
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest
            {
                ContextId = context.Id, Question = "How many marbles has Maya?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime],
                IsBlind = blind, ExpectedAnswer = "3", Owner = TestEngine.Owner,
            },
            CancellationToken.None);
        foreach (var run in asked.Runs)
            await Engine.EndOfAsync(run);
        return asked.ComparisonId!.Value;
    }

    protected async Task<NewShare> ShareAsync(ShareKind kind, Guid? id = null, TimeSpan? lifetime = null) =>
        await Shares.CreateAsync(kind, id, lifetime, TestEngine.Owner, CancellationToken.None) ?? throw new InvalidOperationException("There is no such thing.");

    /// <summary>The row as it is stored.</summary>
    protected async Task<Share> StoredAsync(NewShare made)
    {
        await using var database = _database.CreateDbContext();
        return await database.Shares.AsNoTracking().SingleAsync(share => share.Id == made.Share.Id);
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SleepTime.Engine.Activities;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Contexts;

/// <summary>
/// Puts the samples in at the first start, once the model is there to count their tokens. Whoever deletes them has
/// seen them: that it was done is remembered in the database, in the same transaction.
/// </summary>
internal sealed partial class SampleSeeder(
    IDbContextFactory<SleepTimeDbContext> databases,
    ModelHost models,
    IEnumerable<IContextFollower> followers,
    ActivityFeed feed,
    TimeProvider time,
    ILogger<SampleSeeder> logger) : BackgroundService
{
    private const string DoneKey = "contexts.samples";
    private const string Owner = "local";

    private readonly ContextAnnouncer _announcer = new(followers, feed, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if ((await models.WaitUntilSettledAsync(stoppingToken)).Hosted is { } model)
                await SeedAsync(model, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start finds nothing remembered and does it.
        }
        catch (Exception e)
        {
            LogNotSeeded(e);
        }
    }

    internal async Task SeedAsync(HostedModel model, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await database.Facts.AnyAsync(fact => fact.Key == DoneKey, cancellationToken))
            return;

        var isEmpty = !await database.Contexts.AnyAsync(cancellationToken);
        Context[] contexts = isEmpty ? [.. SampleTexts.Read().Select((sample, index) => ToContext(sample, index, model))] : [];
        database.Contexts.AddRange(contexts);
        database.Facts.Add(new Fact { Key = DoneKey, Value = time.GetUtcNow().ToString("O") });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        foreach (var context in contexts)
            await _announcer.VersionStoredAsync(context.Id, context.Versions[0].Id, Owner);
        LogSeeded(contexts.Length);
    }

    private Context ToContext(Sample sample, int index, HostedModel model)
    {
        // A millisecond apart, so that lists keep their order.
        var at = time.GetUtcNow().AddMilliseconds(index);
        var context = new Context { Title = sample.Title, Owner = Owner, CreatedAt = at, IsSample = true };
        context.Versions.Add(new ContextVersion
        {
            ContextId = context.Id,
            Number = 1,
            Text = sample.Context,
            ContentHash = ContextService.HashOf(sample.Context),
            Tokens = TextIntake.Measure(sample.Context, model),
            CreatedAt = at,
        });
        context.SuggestedQuestions.AddRange(sample.Questions.Select((question, order) => new SuggestedQuestion
        {
            ContextId = context.Id,
            Order = order,
            Text = question.Question,
            ExpectedAnswer = question.Answer,
        }));
        return context;
    }

    [LoggerMessage(LogLevel.Information, "First start: {Count} sample contexts were put in.")]
    private partial void LogSeeded(int count);

    [LoggerMessage(LogLevel.Error, "The sample contexts were not put in; the next start tries again.")]
    private partial void LogNotSeeded(Exception exception);
}

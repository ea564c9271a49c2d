using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Insights;

/// <summary>Stores sleep and answers that figures can be counted from by hand, one minute of time for each question.</summary>
internal sealed class InsightsHistory(TestDatabase database)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Since <see cref="Start"/>: when the next run was asked.</summary>
    public int Minutes { get; set; }

    public async Task CompareManyAsync(Context context, int comparisons)
    {
        await using var stored = database.CreateDbContext();
        for (var i = 0; i < comparisons; i++)
        {
            var comparison = Guid.CreateVersion7();
            stored.AddRange(NewRun(context, AnswerMode.Standard, 30, comparison), NewRun(context, AnswerMode.SleepTime, 10, comparison));
            Minutes++;
        }
        await stored.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async Task CompareAsync(Context context, int standard, int? sleepTime, AnswerOutcome ofStandard = AnswerOutcome.Given, Guid? notes = null, string question = "How many?")
    {
        var comparison = Guid.CreateVersion7();
        var first = NewRun(context, AnswerMode.Standard, standard, comparison, question: question);
        first.Outcome = ofStandard;
        await StoreAsync(first, NewRun(context, AnswerMode.SleepTime, sleepTime, comparison, notes: notes, question: question));
        Minutes++;
    }

    public Run NewRun(Context context, AnswerMode mode, int? tokens, Guid? comparison, int cached = 20, Guid? notes = null, string question = "How many?") => new()
    {
        ContextId = context.Id, ContextVersionId = context.Versions[0].Id, ComparisonId = comparison, Mode = mode, NotesVersionId = notes, Question = question, Verbosity = 1, Temperature = 0, MaxTokens = 32,
        Owner = "local", ModelId = "model@1", PromptVersion = "tiny@1", State = tokens is null ? RunState.Failed : RunState.Completed, Answer = "Answer: 7",
        Usage = tokens is { } count ? new TokenUsage(40, cached, count) : null, Timings = new GenerationTimings(1, 5, 20, 100), CreatedAt = Start.AddMinutes(Minutes),
    };

    public async Task SleepAsync(Context context, int tokens)
    {
        var job = new SleepJob { ContextId = context.Id, ContextVersionId = context.Versions[0].Id, Owner = "local", PassesWanted = 1, State = SleepJobState.Completed, CreatedAt = Start };
        job.Passes.Add(new SleepPass { JobId = job.Id, Number = 1, Text = "", FinishReason = FinishReason.EndOfText, Usage = new TokenUsage(10, 0, tokens), Timings = new GenerationTimings(1, 5, 20, 100), FinishedAt = Start });
        await StoreAsync(job);
    }

    public async Task StoreSectionAsync(Context context, string hash, double? tookMs)
    {
        await using var stored = database.CreateDbContext();
        var job = stored.SleepJobs.Single();
        if (tookMs is not null)
            stored.NoteChecks.Add(new NoteCheck { JobId = job.Id, Text = hash, CheckedAt = Start, Usage = new TokenUsage(10, 0, 2), TookMs = 9 });
        stored.SectionNotes.Add(new SectionNotes
        {
            ContextId = context.Id, ContentHash = hash, ModelId = "model@1", PromptVersion = "tiny@1", JobId = job.Id, Lines = [], Usable = 0, PassesWanted = 1, Samples = 1,
            Usage = new TokenUsage(10, 0, 5), TookMs = tookMs, CreatedAt = Start,
        });
        await stored.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async Task StoreAsync(params object[] entities)
    {
        await using var stored = database.CreateDbContext();
        stored.AddRange(entities);
        await stored.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

/// <summary>Jobs of several runs side by side.</summary>
public sealed class SideBySideTests : IDisposable
{
    private readonly TestDatabase _database = new();

    [Fact]
    public async Task Job_WithSeveralRuns_WritesThemSideBySideAndMergesTheirNotes()
    {
        await using var engine = new TestEngine(_database, settings: ("Sleep:Samples", "3"));
        engine.Model.Reply = Passes("Maya has 3.", "finished");
        var context = await engine.AddContextAsync();
        var job = await engine.EnqueueAsync(context);

        await engine.SleepAsync();

        var stored = await engine.JobAsync(job.Id);
        Assert.Equal([(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)], stored.Passes.Select(pass => (pass.Number, pass.Sample)));
        Assert.Equal(SleepEnd.Finished, stored.End);
        Assert.Equal(["Maya has 3."], (await engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Job_WithSeveralRuns_EachForeseesQuestionsAndTheFirstOnesAreKept()
    {
        await using var engine = new TestEngine(_database, settings: ("Sleep:Samples", "3"));
        var asked = 0;
        engine.Model.Reply = prompt => prompt.Contains("write questions", StringComparison.Ordinal) ? "How many has Maya? Answer: 3" : Passes("Maya has 3.", "finished")(prompt);
        engine.Model.OnCreateSampler = sampling => asked += sampling.Temperature > 0 ? 1 : 0;
        var context = await engine.AddContextAsync();
        var job = await engine.EnqueueAsync(context);

        await engine.SleepAsync();

        await using var database = _database.CreateDbContext();
        var questions = await database.SleepPasses.Where(pass => pass.JobId == job.Id && pass.Kind == SleepPassKind.Questions).OrderBy(pass => pass.Sample).ToListAsync();
        Assert.Equal([(0, 0), (0, 1), (0, 2)], questions.Select(pass => (pass.Number, pass.Sample)));
        Assert.Equal(8, asked); // three runs of two passes, and two of the three that foresee questions
        Assert.Equal(["How many has Maya?"], (await engine.NotesAsync(context))[0].Notes.Questions.Select(question => question.Question));
        var history = await engine.Get<ExperienceReader>().ReadAsync(context.Id, context.Versions[0].Id, engine.Get<ModelHost>().Require().Id, CancellationToken.None);
        Assert.Equal(1, history.Agreement);
    }

    [Fact]
    public async Task Job_WithOneRun_ForeseesQuestionsOnce()
    {
        await using var engine = new TestEngine(_database);
        engine.Model.Reply = prompt => prompt.Contains("write questions", StringComparison.Ordinal) ? "How many has Maya? Answer: 3" : Passes("Maya has 3.", "finished")(prompt);
        await engine.EnqueueAsync(await engine.AddContextAsync());

        await engine.SleepAsync();

        await using var database = _database.CreateDbContext();
        Assert.Equal(1, await database.SleepPasses.CountAsync(pass => pass.Kind == SleepPassKind.Questions));
    }

    [Fact]
    public async Task Notes_OfManyRuns_AreBoundedByTheRoomAndTheLogSaysHowManyAreLeftOut()
    {
        await using var engine = new TestEngine(_database, settings: ("Sleep:Samples", "10"));
        // The fake model cannot tell its runs apart, so that what they wrote is put there.
        var context = await engine.AddContextAsync(new string('x', 6_000));
        var job = await engine.EnqueueAsync(context, passes: 1);
        var checkpoints = engine.Get<SleepCheckpoints>();
        var task = await checkpoints.FindNextAsync(CancellationToken.None);
        await checkpoints.ClaimAsync(task!.Job, CancellationToken.None);
        await checkpoints.StorePassAsync(
            task.Job,
            [.. Enumerable.Range(0, 10).Select(sample => new SleepPass
            {
                JobId = job.Id, Number = 1, Sample = sample, Text = $"Run {sample} has written this: {new string('y', 230)}", FinishReason = FinishReason.EndOfText,
                Usage = new TokenUsage(10, 0, 3), Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = DateTimeOffset.UnixEpoch,
            })],
            steppedAside: 0, CancellationToken.None);
        List<string> prompts = [];
        engine.Model.Reply = prompt =>
        {
            if (!prompts.Contains(prompt))
                prompts.Add(prompt);
            return "What is x? Answer: 3";
        };

        await engine.SleepAsync();

        Assert.Equal(SleepJobState.Completed, (await engine.JobAsync(job.Id)).State);
        Assert.Contains("Run 0 has written", Assert.Single(prompts), StringComparison.Ordinal);
        Assert.DoesNotContain("Run 9 has written", prompts[0], StringComparison.Ordinal);
        var log = (await engine.Get<SleepQueue>().LogAsync(job.Id, CancellationToken.None)).Select(happened => happened.Text).ToList();
        Assert.Contains(log, text => text.StartsWith("Expects 1 question", StringComparison.Ordinal) && text.Contains("had no room in the prompt", StringComparison.Ordinal));
        Assert.Contains("The prompts of questions have no room for", log[^1], StringComparison.Ordinal);
    }

    private static Func<string, string> Passes(params string[] replies) =>
        prompt => Enumerable.Range(1, replies.Length).FirstOrDefault(pass => prompt.Contains($"Task: write notes {pass}", StringComparison.Ordinal)) is > 0 and var pass
            ? replies[pass - 1]
            : "";

    public void Dispose() => _database.Dispose();
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Sections;

/// <summary>What is asked about a long text as a whole, after its sections.</summary>
public sealed class WholeTextTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public WholeTextTests()
    {
        _engine = LongTexts.Engine(_database);
        _engine.Model.Reply = LongTexts.Reply();
    }

    [Fact]
    public async Task Whole_AfterItsSections_IsAskedOnceForItsQuestions()
    {
        var (reply, asked) = (LongTexts.Reply(), new List<string>());
        _engine.Model.Reply = prompt =>
        {
            if (!prompt.Contains("write questions", StringComparison.Ordinal))
                return reply(prompt);
            if (!asked.Contains(prompt))
                asked.Add(prompt);
            return "How many boats has the harbour of Fernhill? Answer: 8\nWho is the mayor of Fernhill? Answer: Ann";
        };
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var notes = Assert.Single(await _engine.NotesAsync(context)).Notes;
        Assert.Equal(
            [("How many boats has the harbour of Fernhill?", "8"), ("Who is the mayor of Fernhill?", "Ann")],
            notes.Questions.OrderBy(question => question.Order).Select(question => (question.Question, question.Answer)));
        Assert.All(notes.Questions, question => Assert.NotNull(question.LogProbability));
        // Some notes from all over the text, and the sentences behind them: never the text itself.
        var prompt = Assert.Single(asked);
        Assert.Contains("The harbour of Fernhill has 8 boats.", prompt, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing else is known", prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_KilledBeforeItsNotes_IsNotAskedForItsQuestionsAgain()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        var job = await _engine.EnqueueAsync(context);
        var questions = 0;
        var reply = LongTexts.Reply();
        _engine.Model.Reply = prompt =>
        {
            questions += prompt.Contains("write questions", StringComparison.Ordinal) ? 1 : 0;
            return reply(prompt);
        };
        while ((await _engine.JobAsync(job.Id)).SectionsDone < 6)
            Assert.True(await _engine.StepAsync());
        var checkpoints = _engine.Get<SleepCheckpoints>();
        var task = (await checkpoints.FindNextAsync(CancellationToken.None))!;
        await checkpoints.ClaimAsync(task.Job, CancellationToken.None);
        var stored = new SleepPass
        {
            JobId = job.Id, Kind = SleepPassKind.Questions, Number = 0, Text = "Who is the mayor? Answer: Ann", FinishReason = FinishReason.EndOfText,
            Usage = new TokenUsage(10, 0, 9), Timings = new GenerationTimings(0, 1, 2, null), FinishedAt = _engine.Time.GetUtcNow(),
        };
        Assert.True(await checkpoints.StoreQuestionsAsync(task.Job, [stored], steppedAside: 0, CancellationToken.None));

        await _engine.SleepAsync();

        Assert.Equal(0, questions);
        Assert.Equal("Who is the mayor?", Assert.Single(Assert.Single(await _engine.NotesAsync(context)).Notes.Questions).Question);
    }

    [Fact]
    public async Task ModelThatCombines_MakesNotesOverNotesUntilOnePieceIsLeft()
    {
        await using var engine = new TestEngine(_database, modelReady: false) { ContextLength = 7_000, Profile = "instruct" };
        engine.LoadModel();
        List<string> combined = [];
        engine.Model.Reply = prompt =>
        {
            if (!prompt.Contains("Combine what the text", StringComparison.Ordinal))
                return prompt.Contains("Nobody has asked anything yet", StringComparison.Ordinal) && prompt.Contains("Nothing else", StringComparison.Ordinal) ? $"{LongTexts.TownOf(prompt)} has boats." : "";
            if (prompt.Contains("Nothing else", StringComparison.Ordinal))
                return "finished";
            if (!combined.Contains(prompt))
                combined.Add(prompt);
            return "All towns have boats.";
        };
        var model = engine.Get<ModelHost>().Require();
        var context = await engine.AddContextAsync(LongTexts.Of([.. Enumerable.Range(1, 16).Select(number => $"Town{number}")]));
        Assert.True(SectionRoom.IsLong(context.Versions[0].Tokens, model));
        var job = await engine.EnqueueAsync(context);

        await engine.SleepAsync();

        Assert.Equal(SleepJobState.Completed, (await engine.JobAsync(job.Id)).State);
        Assert.Contains("has boats.", Assert.Single(combined), StringComparison.Ordinal);
        var lines = Assert.Single(await engine.NotesAsync(context)).Notes.Lines.OrderBy(line => line.Order).ToList();
        Assert.Equal("All towns have boats.", lines[^1].Text);
        Assert.True(lines[^1].Pass > lines[0].Pass);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

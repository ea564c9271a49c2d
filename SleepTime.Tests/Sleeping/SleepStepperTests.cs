using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepStepperTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public SleepStepperTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Step_AJobWaits_WritesOnePassAndStoresIt()
    {
        _engine.Model.Reply = _ => "Maya has 3.";
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        Assert.True(await _engine.StepAsync());

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Running, stored.State);
        Assert.Equal(1, stored.PassesDone);
        var pass = Assert.Single(stored.Passes);
        Assert.Equal((1, "Maya has 3.", FinishReason.EndOfText), (pass.Number, pass.Text, pass.FinishReason));
        Assert.Equal(12, pass.Usage.CompletionTokens);
    }

    [Theory]
    [InlineData("<think>Maya had 5 and gave 2.\nSo 3 are left.</think>\n\nMaya has 3.", "Maya has 3.")]
    [InlineData("<think>Maya had 5 and gave 2.\nSo", "")]
    public async Task Step_TheModelThinks_ThoughtsAreNoNotes(string reply, string text)
    {
        _engine.Model.Reply = _ => reply;
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());

        await _engine.StepAsync();

        Assert.Equal(text, Assert.Single((await _engine.JobAsync(job.Id)).Passes).Text);
    }

    [Fact]
    public async Task Steps_OfAWholeJob_StoreItsNotesOnce()
    {
        _engine.Model.Reply = Passes("Maya has 3.\nLeo has 4.", "Together they have 7.", "Leo has 1 more.");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal(SleepJobState.Completed, stored.State);
        Assert.Equal([1, 2, 3], stored.Passes.Select(pass => pass.Number));
        var notes = Assert.Single(await _engine.NotesAsync(context));
        Assert.False(notes.Stale);
        Assert.Equal(3, notes.Notes.Passes);
        Assert.Equal(stored.Usage, notes.Notes.Usage);
        Assert.Equal(
            [(1, "Maya has 3."), (1, "Leo has 4."), (2, "Together they have 7."), (3, "Leo has 1 more.")],
            notes.Notes.Lines.Select(line => (line.Pass, line.Text)));
    }

    [Fact]
    public async Task Pass_AfterAnother_IsGivenTheNotesSoFar()
    {
        List<string> prompts = [];
        var passes = Passes("- first", "second", "third");
        _engine.Model.Reply = prompt =>
        {
            if (!prompts.Contains(prompt))
                prompts.Add(prompt);
            return passes(prompt);
        };
        await _engine.EnqueueAsync(await _engine.AddContextAsync());

        await _engine.SleepAsync();

        Assert.Equal(4, prompts.Count);
        Assert.DoesNotContain("Notes:", prompts[0], StringComparison.Ordinal);
        Assert.Contains("Notes:\nfirst\n\nTask: write notes 2", prompts[1], StringComparison.Ordinal);
        Assert.Contains("Notes:\nfirst\nsecond\n\nTask: write notes 3", prompts[2], StringComparison.Ordinal);
        Assert.Contains("Notes:\nfirst\nsecond\nthird\n\nTask: write questions", prompts[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pass_CutOffByTheTokenLimit_LosesOnlyTheCutLine()
    {
        _engine.Model.Reply = Passes("whole line\n" + new string('x', 400), "", "");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        Assert.Equal(FinishReason.MaxTokens, (await _engine.JobAsync(job.Id)).Passes[0].FinishReason);
        Assert.Equal(["whole line"], (await _engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Pass_ThatWritesNothing_IsStoredEmptyAndTheNextOneRuns()
    {
        _engine.Model.Reply = Passes("", "", "at last");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        Assert.Equal(["", "", "at last"], (await _engine.JobAsync(job.Id)).Passes.Select(pass => pass.Text));
        Assert.Equal(["at last"], (await _engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Pass_ThatSaysFinished_EndsTheJobWithTheNotesSoFar()
    {
        _engine.Model.Reply = Passes("only this", "finished", "never asked for");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Completed, 2, 3), (stored.State, stored.PassesDone, stored.PassesWanted));
        Assert.Equal(["only this"], (await _engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Pass_ThatLoops_IsStoppedAndItsLinesAreKeptOnce()
    {
        _engine.Model.Reply = Passes(string.Concat(Enumerable.Repeat("Maya has 3.\nLeo has 4.\n", 9)), "never asked for");
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var stored = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Completed, SleepEnd.Looped), (stored.State, stored.End));
        var pass = Assert.Single(stored.Passes);
        Assert.Equal(PassEnd.Looped, PassEnding.Of(pass));
        Assert.True(pass.Text.Length < 9 * 22);
        Assert.Equal(["Maya has 3.", "Leo has 4."], (await _engine.NotesAsync(context))[0].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Lines_WithAWrongCalculation_AreKeptStruckAndInNoPrompt()
    {
        List<string> prompts = [];
        var passes = Passes("Maya has 3.\nLeo has 3 + 4 = 8.", "Together they have 3 + 7 = 10.", "finished");
        _engine.Model.Reply = prompt =>
        {
            prompts.Add(prompt);
            return passes(prompt);
        };
        var context = await _engine.AddContextAsync("Maya has 3 marbles. Leo has 4 more than Maya.");
        await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        var lines = (await _engine.NotesAsync(context))[0].Notes.Lines;
        Assert.Equal([(true, false), (false, true)], lines.Take(2).Select(line => (line.Verified == true, line.Struck)));
        Assert.Equal("3 + 4 is 7, not 8.", lines[1].Reason);
        Assert.Equal("Maya has 3 marbles.", lines[0].Source);
        Assert.DoesNotContain(prompts, prompt => prompt.Contains("3 + 4 = 8", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Judgement_ThatLoops_LeavesTheLineUnverified()
    {
        await using var engine = new TestEngine(_database, settings: ("Sleep:AskModel", "true"));
        engine.Model.Reply = prompt => prompt.Contains("judge", StringComparison.Ordinal) ? string.Concat(Enumerable.Repeat("a\n", 30)) : "Maya is first.";
        var context = await engine.AddContextAsync();
        await engine.EnqueueAsync(context);

        await engine.SleepAsync();

        Assert.Null(Assert.Single((await engine.NotesAsync(context))[0].Notes.Lines).Verified);
    }

    [Fact]
    public async Task Job_AfterItsPasses_StoresTheQuestionsThatItExpects()
    {
        _engine.Model.Reply = prompt => prompt.Contains("write questions", StringComparison.Ordinal)
            ? "How many marbles has Maya? Answer: 3\nnonsense\nWho has most? Answer: Maya"
            : "Maya has 3.";
        var context = await _engine.AddContextAsync();
        await _engine.EnqueueAsync(context);

        await _engine.SleepAsync();

        Assert.Equal(
            [("How many marbles has Maya?", "3"), ("Who has most?", "Maya")],
            (await _engine.NotesAsync(context))[0].Notes.Questions.OrderBy(question => question.Order).Select(question => (question.Question, question.Answer)));
    }

    [Fact]
    public async Task Job_ForFewerPasses_StopsAfterThem()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context, passes: 2);

        await _engine.SleepAsync();

        Assert.Equal(2, (await _engine.JobAsync(job.Id)).PassesDone);
        Assert.Equal(2, (await _engine.NotesAsync(context))[0].Notes.Passes);
    }

    private static Func<string, string> Passes(params string[] replies) =>
        prompt => Enumerable.Range(1, replies.Length).FirstOrDefault(pass => prompt.Contains($"Task: write notes {pass}", StringComparison.Ordinal)) is > 0 and var pass
            ? replies[pass - 1]
            : "";

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

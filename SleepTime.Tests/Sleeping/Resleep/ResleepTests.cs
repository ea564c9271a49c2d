using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Resleep;

/// <summary>What a later job keeps of what was there, and what it must not.</summary>
public sealed class ResleepTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly List<string> _prompts = [];

    public ResleepTests()
    {
        _engine = new TestEngine(_database);
        _engine.Model.Reply = prompt =>
        {
            if (!_prompts.Contains(prompt))
                _prompts.Add(prompt);
            return prompt.Contains("write notes 1", StringComparison.Ordinal) ? "Maya has 3." : "finished";
        };
    }

    [Fact]
    public async Task SleepAgain_OnTheSameText_KeepsWhatAPersonWroteAndStruck()
    {
        var context = await SleptAsync("Maya has 3 marbles. Leo has 4 marbles.");
        await EditAsync(context, ("Maya has 3.", true), ("Maya likes red ones.", false));

        var job = await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var newest = (await _engine.NotesAsync(context))[0].Notes;
        Assert.Equal((NotesOrigin.Sleep, job.Id), (newest.Origin, newest.JobId));
        Assert.Equal([("Maya has 3.", true), ("Maya likes red ones.", false)], newest.Lines.Select(line => (line.Text, line.Struck)));
        Assert.All(newest.Lines, line => Assert.Equal((true, CheckedBy.Person), (line.Edited, line.By)));
        Assert.Equal("Struck by hand.", newest.Lines[0].Reason);
        Assert.Contains("Keeps 2 lines edited by hand.", await LogAsync(job.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SleepAgain_PromptsThatBeginWithoutNotes_SeeThemFromTheSecondPassOn()
    {
        var context = await SleptAsync("Maya has 3 marbles.");
        await EditAsync(context, ("Maya has 3.", false), ("Maya likes red ones.", false));
        _prompts.Clear();

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        Assert.DoesNotContain("red ones", _prompts.Single(prompt => prompt.Contains("write notes 1", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("Notes:\nMaya likes red ones.\nMaya has 3.", _prompts.Single(prompt => prompt.Contains("write notes 2", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SleepOnAnEditedText_KeepsHandWrittenLinesWhoseSentencesAreUnchanged()
    {
        var context = await SleptAsync("Maya has 3 marbles. Leo has 4 marbles.");
        await EditAsync(context, ("Maya has 3 of them.", false), ("Leo has 4 of them.", false));
        await _engine.EditAsync(context, "Maya has 3 marbles. Leo has 9 marbles.");

        var job = await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();

        var newest = (await _engine.NotesAsync(context))[0].Notes;
        var kept = Assert.Single(newest.Lines, line => line is { Edited: true, Struck: false });
        Assert.Equal(("Maya has 3 of them.", "Maya has 3 marbles."), (kept.Text, kept.Source));
        var log = await LogAsync(job.Id);
        Assert.Contains("Keeps 1 line edited by hand.", log, StringComparison.Ordinal);
        Assert.Contains("Does not keep 1 line edited by hand", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Edit_ThatRemovesALine_KeepsItAwayWhateverSleepWrites(bool running)
    {
        var context = await SleptAsync("Maya has 3 marbles.");
        var job = running ? await _engine.EnqueueAsync(context, force: true) : null;
        _engine.Time.Advance(TimeSpan.FromSeconds(1));
        if (running)
            await _engine.StepAsync();
        await EditAsync(context, ("Maya likes red ones.", false));
        job ??= await _engine.EnqueueAsync(context, force: true);
        _prompts.Clear();

        await _engine.SleepAsync();

        var newest = (await _engine.NotesAsync(context))[0].Notes;
        Assert.Equal(job.Id, newest.JobId);
        var away = Assert.Single(newest.Lines, line => line.Text == "Maya has 3.");
        Assert.Equal((true, "Removed by hand."), (away.Struck, away.Reason));
        Assert.All(_prompts, prompt => Assert.DoesNotContain("Notes:\nMaya has 3.", prompt, StringComparison.Ordinal));
        Assert.Contains(running ? "Takes up 2 lines that a person edited meanwhile." : "Leaves out 1 line that a person removed", await LogAsync(job.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SleepAgain_ALineRemovedAndWrittenWithoutItsStop_StaysAway()
    {
        var context = await SleptAsync("Maya has 3 marbles.");
        await EditAsync(context, ("Maya likes red ones.", false));
        _engine.Model.Reply = prompt => prompt.Contains("write notes 1", StringComparison.Ordinal) ? "Maya has 3" : "finished";

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var away = Assert.Single((await _engine.NotesAsync(context))[0].Notes.Lines, line => line.Text == "Maya has 3");
        Assert.Equal((true, "Removed by hand."), (away.Struck, away.Reason));
    }

    [Fact]
    public async Task Restore_OfALineStruckSince_WhileAJobWaits_UsesItAgain()
    {
        var context = await SleptAsync("Maya has 3 marbles.");
        var first = (await _engine.NotesAsync(context))[0].Notes;
        await EditAsync(context, ("Maya has 3.", true));
        var job = await _engine.EnqueueAsync(context, force: true);
        _engine.Time.Advance(TimeSpan.FromSeconds(1));
        await _engine.Get<NotesEditor>().RestoreAsync(context.Id, first.Id, "maya", CancellationToken.None);

        await _engine.SleepAsync();

        var newest = (await _engine.NotesAsync(context))[0].Notes;
        Assert.Equal(job.Id, newest.JobId);
        var back = Assert.Single(newest.Lines, line => line.Text == "Maya has 3.");
        Assert.Equal((false, false), (back.Struck, back.By == CheckedBy.Person));
    }

    [Fact]
    public async Task SleepAgain_ALineRemovedAndPutBack_IsUsed()
    {
        var context = await SleptAsync("Maya has 3 marbles.");
        await EditAsync(context, ("Maya likes red ones.", false));
        await EditAsync(context, ("Maya likes red ones.", false), ("- Maya has 3.", false));

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var back = Assert.Single((await _engine.NotesAsync(context))[0].Notes.Lines, line => line.Text == "Maya has 3.");
        Assert.False(back.Struck);
    }

    [Fact]
    public async Task Edit_OfTheSameWordsTwiceOnceStruck_EndsTheJobAndUsesNone()
    {
        // Refused by now, but stored by earlier releases.
        var context = await SleptAsync("Maya has 3 marbles.");
        var job = await _engine.EnqueueAsync(context, force: true);
        _engine.Time.Advance(TimeSpan.FromSeconds(1));
        var edited = new NotesVersion
        {
            ContextId = context.Id, ContextVersionId = context.Versions[0].Id, JobId = null, Origin = NotesOrigin.Edited, BasedOnId = (await _engine.NotesAsync(context))[0].Notes.Id, Passes = 1,
            ModelId = "m", PromptVersion = "p", Usage = Engine.Generation.TokenUsage.None, CreatedAt = _engine.Time.GetUtcNow(),
        };
        edited.Lines.AddRange(new[] { ("Maya has 3.", true), ("- Maya has 3.", false) }.Select((line, order) => new Note
        {
            NotesVersionId = edited.Id, Order = order, Pass = 1, Text = line.Item1, Struck = line.Item2, Edited = true,
        }));
        await using (var database = _database.CreateDbContext())
        {
            database.Add(edited);
            await database.SaveChangesAsync();
        }

        await _engine.SleepAsync();

        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(job.Id)).State);
        Assert.True(Assert.Single((await _engine.NotesAsync(context))[0].Notes.Lines, line => line.Text == "Maya has 3.").Struck);
    }

    [Fact]
    public async Task Edit_WhileAJobRuns_IsTakenUpAndNothingStruckComesBack()
    {
        var context = await SleptAsync("Maya has 3 marbles.");
        var job = await _engine.EnqueueAsync(context, force: true);
        await _engine.StepAsync();
        _prompts.Clear();

        await EditAsync(context, ("Maya has 3.", true), ("Maya likes red ones.", false));
        await _engine.SleepAsync();

        var newest = (await _engine.NotesAsync(context))[0].Notes;
        Assert.Equal((NotesOrigin.Sleep, job.Id), (newest.Origin, newest.JobId));
        Assert.Equal([("Maya has 3.", true), ("Maya likes red ones.", false)], newest.Lines.Select(line => (line.Text, line.Struck)).Order());
        Assert.All(_prompts, prompt => Assert.DoesNotContain("Notes:\nMaya has 3.", prompt, StringComparison.Ordinal));
        Assert.Contains(_prompts, prompt => prompt.Contains("red ones", StringComparison.Ordinal));
        Assert.Contains("Takes up 2 lines that a person edited meanwhile.", await LogAsync(job.Id), StringComparison.Ordinal);
        Assert.Equal(SleepJobState.Completed, (await _engine.JobAsync(job.Id)).State);
    }

    [Fact]
    public async Task Edit_WhileTheLastStepIsGenerated_IsTakenUpBeforeTheNotesAreStored()
    {
        var context = await SleptAsync("Maya has 3 marbles.");
        var job = await _engine.EnqueueAsync(context, force: true);
        await _engine.StepAsync();
        using var asking = new Breakpoint(_engine.Model, "write questions");

        var sleep = _engine.SleepAsync();
        await asking.Reached.WaitAsync(SleepTimeApp.Patience);
        await EditAsync(context, ("Maya has 3.", true), ("Maya likes red ones.", false));
        asking.GoOn();
        await sleep;

        var newest = (await _engine.NotesAsync(context))[0].Notes;
        Assert.Equal((NotesOrigin.Sleep, job.Id), (newest.Origin, newest.JobId));
        Assert.Equal([("Maya has 3.", true), ("Maya likes red ones.", false)], newest.Lines.Select(line => (line.Text, line.Struck)).Order());
    }

    [Fact]
    public async Task Step_AnotherModelBeganTheJob_StartsAnewAndSaysSo()
    {
        var context = await _engine.AddContextAsync();
        var job = await _engine.EnqueueAsync(context);
        await _engine.StepAsync();
        Assert.Equal(1, (await _engine.JobAsync(job.Id)).PassesDone);
        await SetMakerAsync(job.Id, "another@1");

        Assert.True(await _engine.StepAsync());

        var anew = await _engine.JobAsync(job.Id);
        Assert.Equal((SleepJobState.Running, 0), (anew.State, anew.PassesDone));
        Assert.Empty(anew.Passes);
        Assert.Empty(anew.Checks);
        Assert.Contains("Begun anew, because what was there was written by another model, another@1.", await LogAsync(job.Id), StringComparison.Ordinal);
        await _engine.SleepAsync();
        var notes = Assert.Single(await _engine.NotesAsync(context));
        Assert.Equal((NotesMaker.Present, SleepJobState.Completed), (notes.Maker, (await _engine.JobAsync(job.Id)).State));
    }

    [Fact]
    public async Task Step_TheSameModelGoesOn_KeepsItsPasses()
    {
        var job = await _engine.EnqueueAsync(await _engine.AddContextAsync());
        await _engine.StepAsync();
        var first = (await _engine.JobAsync(job.Id)).Passes[0].Id;

        await _engine.SleepAsync();

        Assert.Equal(first, (await _engine.JobAsync(job.Id)).Passes[0].Id);
    }

    private async Task<Context> SleptAsync(string text)
    {
        var context = await _engine.AddContextAsync(text);
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        _engine.Time.Advance(TimeSpan.FromMinutes(1));
        return context;
    }

    /// <summary>Makes notes of these lines; those that are there already are kept or struck.</summary>
    private async Task EditAsync(Context context, params (string Text, bool Struck)[] lines)
    {
        var newest = (await _engine.NotesAsync(context))[0].Notes;
        await _engine.Get<NotesEditor>().EditAsync(
            context.Id, newest.Id, [.. lines.Select(line => new NoteEdit(newest.Lines.SingleOrDefault(known => known.Text == line.Text)?.Id, line.Text, line.Struck))],
            "maya", CancellationToken.None);
        _engine.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private async Task<string> LogAsync(Guid job) =>
        string.Join('\n', (await _engine.Get<SleepQueue>().LogAsync(job, CancellationToken.None)).Select(happened => happened.Text));

    private async Task SetMakerAsync(Guid job, string model)
    {
        await using var database = _database.CreateDbContext();
        await database.SleepJobs.Where(stored => stored.Id == job).ExecuteUpdateAsync(set => set.SetProperty(stored => stored.ModelId, model));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Sections;

/// <summary>A line that a person struck, in the notes of a long text and in the prompts that make them.</summary>
public sealed class StruckInSectionsTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public StruckInSectionsTests()
    {
        _engine = LongTexts.Engine(_database);
        _engine.Model.Reply = LongTexts.Reply();
    }

    [Fact]
    public async Task LineStruckByHand_IsStillStruckAfterSleepingAgain()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        var notes = (await _engine.NotesAsync(context))[0].Notes;
        var editor = _engine.Get<NotesEditor>();
        await editor.EditAsync(context.Id, notes.Id, [.. notes.Lines.OrderBy(line => line.Order).Select((line, index) => new NoteEdit(line.Id, line.Text, Struck: index == 0))], "maya", CancellationToken.None);
        _engine.Time.Advance(TimeSpan.FromMinutes(1));

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var again = (await _engine.NotesAsync(context))[0].Notes;
        var struck = Assert.Single(again.Lines, line => line.Text == notes.Lines.MinBy(first => first.Order)!.Text);
        Assert.True(struck.Struck);
    }

    [Fact]
    public async Task LineStruckByHand_WrittenAgain_IsInNoPromptOfItsSection()
    {
        const string Struck = "The harbour of Aldermoor has 3 boats.";
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        await StrikeAsync(context.Id, Struck);
        List<string> prompts = [];
        var reply = LongTexts.Reply();
        _engine.Model.Reply = prompt =>
        {
            prompts.Add(prompt);
            return reply(prompt);
        };

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var given = prompts.Where(prompt => prompt.Contains("Notes:\n", StringComparison.Ordinal)).Select(NotesIn).ToList();
        Assert.Contains(given, notes => notes.Contains("The harbour of Brightwater has 4 boats.", StringComparison.Ordinal));
        Assert.DoesNotContain(given, notes => notes.Contains(Struck, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LineStruckByHand_StrikesWhatRestsOnItInOtherSections()
    {
        // What rests on the harbour's value stands in the notes of another section, which knows nothing of the person's word.
        const string Struck = "Aldermoor has 20 + 11 = 31 boats.";
        const string Resting = "Brightwater has Aldermoor's 31 + 4 = 35 boats.";
        _engine.Model.Reply = prompt => !prompt.Contains("write notes 1", StringComparison.Ordinal) ? "finished"
            : prompt.Contains("The harbour of Aldermoor", StringComparison.Ordinal) ? Struck
            : prompt.Contains("The harbour of Brightwater", StringComparison.Ordinal) ? Resting : "finished";
        var context = await _engine.AddContextAsync(LongTexts.Of("Aldermoor", "Brightwater", "Coldharbour", "Dunmere", "Eastcote", "Fernhill")
            .Replace("of Aldermoor has 3 boats", "of Aldermoor has 20 boats and 11 boats", StringComparison.Ordinal)
            .Replace("of Brightwater has 4 boats", "of Brightwater has 4 more boats than Aldermoor", StringComparison.Ordinal));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        var before = (await _engine.NotesAsync(context))[0].Notes.Lines;
        Assert.Contains(before, line => line.Text == Resting);
        await StrikeAsync(context.Id, Struck);

        await _engine.EnqueueAsync(context, force: true);
        await _engine.SleepAsync();

        var after = (await _engine.NotesAsync(context))[0].Notes.Lines;
        Assert.All(after.Where(line => line.Text is Struck or Resting), line => Assert.True(line.Struck, line.Text));
    }

    [Fact]
    public async Task LineStruckByHand_IsInNoPromptThatCombines()
    {
        await using var engine = new TestEngine(_database, modelReady: false) { ContextLength = 7_000, Profile = "instruct" };
        engine.LoadModel();
        List<string> combined = [];
        engine.Model.Reply = prompt =>
        {
            if (prompt.Contains("Combine what the text", StringComparison.Ordinal))
            {
                combined.Add(prompt);
                return prompt.Contains("Nothing else", StringComparison.Ordinal) ? "finished" : "All towns have boats.";
            }
            return prompt.Contains("Nobody has asked anything yet", StringComparison.Ordinal) && prompt.Contains("Nothing else", StringComparison.Ordinal) ? $"{LongTexts.TownOf(prompt)} has boats." : "";
        };
        var context = await engine.AddContextAsync(LongTexts.Of([.. Enumerable.Range(1, 16).Select(number => $"Town{number}")]));
        await engine.EnqueueAsync(context);
        await engine.SleepAsync();
        var struck = (await engine.NotesAsync(context))[0].Notes.Lines.MinBy(line => line.Order)!.Text;
        Assert.Contains(combined, prompt => prompt.Contains(struck, StringComparison.Ordinal));
        await StrikeAsync(context.Id, struck, engine);
        combined.Clear();

        await engine.EnqueueAsync(context, force: true);
        await engine.SleepAsync();

        Assert.NotEmpty(combined);
        Assert.DoesNotContain(combined, prompt => prompt.Contains(struck, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }

    private async Task StrikeAsync(Guid contextId, string text, TestEngine? on = null)
    {
        var engine = on ?? _engine;
        await using (var database = _database.CreateDbContext())
        {
            var notes = await database.NotesVersions.Include(notes => notes.Lines).SingleAsync(notes => notes.ContextId == contextId);
            await engine.Get<NotesEditor>().EditAsync(
                contextId, notes.Id, [.. notes.Lines.OrderBy(line => line.Order).Select(line => new NoteEdit(line.Id, line.Text, Struck: line.Struck || line.Text == text))], "maya", CancellationToken.None);
        }
        engine.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static string NotesIn(string prompt)
    {
        var from = prompt.IndexOf("Notes:\n", StringComparison.Ordinal);
        return prompt[from..prompt.IndexOf("\n\nTask:", from, StringComparison.Ordinal)];
    }
}

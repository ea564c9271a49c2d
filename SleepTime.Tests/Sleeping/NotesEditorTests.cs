using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Verification;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class NotesEditorTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public NotesEditorTests() => _engine = new TestEngine(_database);

    [Fact]
    public async Task Edit_Lines_MakesANewVersionAndLeavesTheOld()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one", "two", "three");

        var made = await EditAsync(context, old, [Keep(old, 0), Keep(old, 1) with { Text = "zwei" }, new NoteEdit(null, "four", false)]);

        var versions = await _engine.NotesAsync(context);
        Assert.Equal([made!.Id, old.Id], versions.Select(view => view.Notes.Id));
        var newest = versions[0].Notes;
        Assert.Equal((NotesOrigin.Edited, old.Id, "maya"), (newest.Origin, newest.BasedOnId, newest.Author));
        Assert.Equal(["one", "zwei", "four"], newest.Lines.Select(line => line.Text));
        Assert.Equal([false, true, true], newest.Lines.Select(line => line.Edited));
        Assert.Equal([null, CheckedBy.Person, CheckedBy.Person], newest.Lines.Select(line => line.By));
        Assert.Equal(["one", "two", "three"], versions[1].Notes.Lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Edit_StrikingALine_KeepsItOutOfAnswers()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one", "two");

        await EditAsync(context, old, [Keep(old, 0) with { Struck = true }, Keep(old, 1)]);

        var source = await _engine.Get<Engine.Answering.AnswerSourceReader>().FindAsync(context.Id, stale: false, TestModelHost.Describe(_engine.Model), CancellationToken.None);
        Assert.Equal(["two"], source!.Notes!.Lines);
        Assert.Equal("Struck by hand.", (await _engine.NotesAsync(context))[0].Notes.Lines[0].Reason);
    }

    private const string Marbles = "Maya has 3 marbles. Leo has 4 marbles more than Maya.";

    [Theory]
    [InlineData("Leo has 3 + 4 = 9.", false, "3 + 4 is 7, not 9.")]
    [InlineData("Ilmira has 7.", false, "The text does not name Ilmira.")]
    [InlineData("Leo likes Maya.", null, null)]
    [InlineData("Leo has 3 + 4 = 7.", true, null)]
    public async Task Edit_ByHand_IsUsedAndCheckedByCode(string text, bool? verified, string? reason)
    {
        var context = await _engine.AddContextAsync(Marbles);
        var old = await _engine.AddNotesAsync(context, "one");

        var line = (await EditAsync(context, old, [Keep(old, 0) with { Text = text }]))!.Lines[0];

        Assert.Equal((verified, reason, false, true), (line.Verified, line.Reason, line.Struck, line.Edited));
    }

    [Fact]
    public async Task Edit_AnotherNumberThanTheTextShows_IsContradictedAndUsed()
    {
        var context = await _engine.AddContextAsync(Marbles);
        var slept = await EditAsync(context, await _engine.AddNotesAsync(context, "one"), [new NoteEdit(null, "Maya has 3.", false)]);
        _engine.Time.Advance(TimeSpan.FromMinutes(1));

        var line = (await EditAsync(context, slept!, [Keep(slept!, 0) with { Text = "Maya has 5." }]))!.Lines[0];

        Assert.Equal((false, false, "The text shows it otherwise: Maya has 3."), (line.Verified, line.Struck, line.Reason));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Leo likes Maya.")]
    public async Task Edit_ALineThatOthersRestOn_StrikesThese(string? instead)
    {
        var context = await _engine.AddContextAsync(Marbles);
        var old = await _engine.AddNotesAsync(context, "Leo has 3 + 4 = 7.", "Leo and Maya together: 7 + 3 = 10.", "Maya has 3.");

        var lines = (await EditAsync(context, old, [instead is null ? Keep(old, 0) with { Struck = true } : Keep(old, 0) with { Text = instead }, Keep(old, 1), Keep(old, 2)]))!.Lines;

        Assert.Equal((true, "It rests on a struck note: Leo has 3 + 4 = 7."), (lines[1].Struck, lines[1].Reason));
        Assert.False(lines[2].Struck);
    }

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "", "Line 2 is empty: write something, or remove it." },
        { "one.", "Line 2 says the same as line 1: remove one of them." },
        { "- one", "Line 2 says the same as line 1: remove one of them." },
        { "a\nb", "Line 2 has a line break: a note is one line. Make two of it." },
        { new string('x', NotesEditor.MaxLength + 1), "Line 2 has 1,001 characters; a note has at most 1,000. Make two of it." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Edit_ALineThatIsNone_IsRefused(string text, string message)
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one");

        var refused = await Assert.ThrowsAsync<NotesEditRefusedException>(() => EditAsync(context, old, [Keep(old, 0), new NoteEdit(null, text, false)]));

        Assert.Equal(message, refused.Message);
        Assert.Single(await _engine.NotesAsync(context));
    }

    [Fact]
    public async Task Edit_ToNoLine_IsRefused()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one");

        var refused = await Assert.ThrowsAsync<NotesEditRefusedException>(() => EditAsync(context, old, []));

        Assert.Contains("at least one line", refused.Message, StringComparison.Ordinal);
        Assert.Single(await _engine.NotesAsync(context));
    }

    [Fact]
    public async Task Edit_NothingChanged_IsRefused()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one");

        await Assert.ThrowsAsync<NotesEditRefusedException>(() => EditAsync(context, old, [Keep(old, 0)]));
    }

    [Fact]
    public async Task Restore_AnEarlierVersion_MakesItsLinesTheNewest()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one", "!two");
        _engine.Time.Advance(TimeSpan.FromMinutes(1));
        var edited = await EditAsync(context, old, [Keep(old, 0) with { Text = "eins" }]);
        _engine.Time.Advance(TimeSpan.FromMinutes(1));

        await _engine.Get<NotesEditor>().RestoreAsync(context.Id, old.Id, "leo", CancellationToken.None);

        var newest = (await _engine.NotesAsync(context))[0].Notes;
        Assert.Equal((NotesOrigin.Restored, old.Id, "leo"), (newest.Origin, newest.BasedOnId, newest.Author));
        Assert.Equal([("one", false), ("two", true)], newest.Lines.Select(line => (line.Text, line.Struck)));
        Assert.NotEqual(edited!.Id, newest.Id);
        await Assert.ThrowsAsync<NotesEditRefusedException>(() => _engine.Get<NotesEditor>().RestoreAsync(context.Id, newest.Id, "leo", CancellationToken.None));
    }

    [Fact]
    public async Task Restore_NotesOfAnEarlierText_IsRefused()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one");
        await _engine.EditAsync(context, "Maya has 9 marbles.");

        await Assert.ThrowsAsync<NotesEditRefusedException>(() => _engine.Get<NotesEditor>().RestoreAsync(context.Id, old.Id, "leo", CancellationToken.None));
    }

    [Fact]
    public async Task Edit_TheTextWasEditedMeanwhile_IsRefusedAsAConflict()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one");
        await _engine.EditAsync(context, "Maya has 9 marbles.");

        var refused = await Assert.ThrowsAsync<NotesEditRefusedException>(() => EditAsync(context, old, [Keep(old, 0), new NoteEdit(null, "two", false)]));

        Assert.True(refused.IsConflict);
        Assert.Contains("The text was edited meanwhile", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_TwoVersions_ShowsWhatCameAndWent()
    {
        var context = await _engine.AddContextAsync();
        var old = await _engine.AddNotesAsync(context, "one", "two", "three");
        var made = await EditAsync(context, old, [Keep(old, 0), new NoteEdit(null, "zwei", false), Keep(old, 2) with { Struck = true }]);

        Assert.Equal(
            [(NoteChange.Same, "one"), (NoteChange.Added, "zwei"), (NoteChange.Removed, "two"), (NoteChange.Struck, "three")],
            NotesComparison.Of(old, made!).Select(line => (line.Change, line.Note.Text)));
    }

    private Task<NotesVersion?> EditAsync(Context context, NotesVersion notes, IReadOnlyList<NoteEdit> lines) =>
        _engine.Get<NotesEditor>().EditAsync(context.Id, notes.Id, lines, "maya", CancellationToken.None);

    private static NoteEdit Keep(NotesVersion notes, int order)
    {
        var line = notes.Lines.Single(line => line.Order == order);
        return new NoteEdit(line.Id, line.Text, line.Struck);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Sections;

/// <summary>Where the sentences behind a note of a whole text stand.</summary>
public sealed class NoteSourcesTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public NoteSourcesTests()
    {
        _engine = LongTexts.Engine(_database);
        _engine.Model.Reply = LongTexts.Reply();
    }

    [Fact]
    public void Of_SentencesOfSeveralSections_TakesTheFewestThatHoldThemAll()
    {
        SourceSection Section(int order) => new(order, $"Part {order}", []);

        var sources = NoteSources.Of([("a", [Section(1), Section(7)]), ("b", [Section(7)]), ("c", [Section(3), Section(5)]), ("gone", [])]);

        Assert.Equal([(3, "c"), (7, "a b")], sources.Sections.Select(section => (section.Order, string.Join(' ', section.Sentences))));
        Assert.Equal(1, sources.Missing);
    }

    [Fact]
    public async Task Find_NoteOfTheWhole_IsTheSectionThatSaysIt()
    {
        var context = await SleptOnAsync();
        var note = (await _engine.NotesAsync(context))[0].Notes.Lines.Single(line => line.Text == "The harbour of Dunmere has 6 boats.");

        var sources = await FindAsync(context, note.Source!);

        Assert.Equal([(4, "Dunmere", "The harbour of Dunmere has 6 boats.")], sources.Sections.Select(section => (section.Order, section.Name, Assert.Single(section.Sentences))));
        Assert.Equal(0, sources.Missing);
    }

    [Fact]
    public async Task Find_NoteMadeOfANote_FollowsItToTheText()
    {
        var context = await SleptOnAsync();
        await using (var database = _database.CreateDbContext())
        {
            var model = _engine.Get<SleepTime.Engine.ModelHosting.ModelHost>().Require();
            database.SectionNotes.Add(new SectionNotes
            {
                ContextId = context.Id, ContentHash = database.ContextSections.First(section => section.Order == 6).ContentHash, ModelId = model.Id, PromptVersion = model.Prompts.Version,
                JobId = Guid.CreateVersion7(), Usable = 1, PassesWanted = 1, Samples = 1, Usage = new(0, 0, 0), TookMs = 0, CreatedAt = _engine.Time.GetUtcNow().AddMinutes(1),
                Lines = [new SectionNote("Fernhill is a port.", 1, true, null, false, null, "The harbour of Fernhill has 8 boats.")],
            });
            await database.SaveChangesAsync();
        }

        var sources = await FindAsync(context, "Fernhill is a port.");

        Assert.Equal([(6, "The harbour of Fernhill has 8 boats.")], sources.Sections.Select(section => (section.Order, Assert.Single(section.Sentences))));
    }

    [Fact]
    public async Task Find_SentenceThatIsGone_IsMissing()
    {
        var sources = await FindAsync(await SleptOnAsync(), "The harbour of Dunmere has 99 boats.");

        Assert.Empty(sources.Sections);
        Assert.Equal(1, sources.Missing);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }

    private Task<NoteSources> FindAsync(Context context, params string[] sentences) =>
        _engine.Get<NoteSourceFinder>().FindAsync(context.Id, context.Versions[0].Id, sentences, CancellationToken.None);

    private async Task<Context> SleptOnAsync()
    {
        var context = await _engine.AddContextAsync(LongTexts.Of(LongTexts.Towns));
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        return context;
    }
}

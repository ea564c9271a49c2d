using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

/// <summary>Sections that are stored and found; a token of the fake model is a byte, and a section has at most 300.</summary>
public sealed class SectionSearchTests : IDisposable
{
    private static readonly string[] Towns = ["Aldermoor", "Brightwater", "Coldharbour", "Dunmere", "Eastcote", "Fernhill"];

    private readonly TestDatabase _database = new();
    private readonly HostedModel _model = TestModelHost.Describe(new FakeLoadedModel());
    private readonly SectionStore _store;
    private readonly SectionSearch _search;

    public SectionSearchTests()
    {
        _store = new SectionStore(_database);
        _search = new SectionSearch(_database, _store);
    }

    [Fact]
    public async Task List_ALongText_StoresItsSectionsOnce()
    {
        var version = await AddAsync(Text());

        var first = await ListAsync(version);
        var second = await ListAsync(version);

        Assert.Equal(Towns, first.Select(section => section.Name));
        Assert.Equal(first.Select(section => section.Id), second.Select(section => section.Id));
        Assert.Equal(version.Text.Length, first.Sum(section => section.Length));
        Assert.Equal(Enumerable.Range(1, 6), first.Select(section => section.Order));
    }

    [Fact]
    public async Task List_AnotherModel_CutsAnewAndKeepsTheOthers()
    {
        var version = await AddAsync(Text());
        var before = await ListAsync(version);

        var others = await _store.ListAsync(version.Id, _model with { Id = "another@111111111111" }, CancellationToken.None);

        Assert.Empty(before.Select(section => section.Id).Intersect(others.Select(section => section.Id)));
        Assert.Equal(before, await ListAsync(version));
    }

    [Fact]
    public async Task List_OneSectionEdited_LeavesTheContentOfAllOthers()
    {
        var version = await AddAsync(Text());
        var before = await ListAsync(version);
        var edited = await AddAsync(version.Text.Replace("of Dunmere has", "of Dunmere no longer has", StringComparison.Ordinal), version.ContextId, number: 2);

        var after = await ListAsync(edited);

        Assert.Equal("Dunmere", Assert.Single(after.ExceptBy(before.Select(section => section.ContentHash), section => section.ContentHash)).Name);
        Assert.Equal(before.Count, after.Count);
    }

    [Theory]
    [InlineData("How many boats has the harbour of Coldharbour?", "Coldharbour")]
    [InlineData("boat COLDHARBOUR", "Coldharbour")]
    [InlineData("What is said of fernhill's harbours?", "Fernhill")]
    public async Task Find_WordsOfOneSection_HasItFirst(string question, string expected)
    {
        var version = await AddAsync(Text());

        var found = await FindAsync(version, question);

        Assert.True(found.Matched);
        Assert.Equal(expected, found.Sections[0].Name);
    }

    [Fact]
    public async Task Find_NoWordOfTheText_GivesItsBeginningAndSaysSo()
    {
        var version = await AddAsync(Text());

        var found = await FindAsync(version, "Quo vadis? \" OR * NEAR(");

        Assert.False(found.Matched);
        Assert.Equal(Towns.Take(3), found.Sections.Select(section => section.Name));
    }

    [Fact]
    public async Task Find_TheSameWordsInAnotherText_StaysWithinTheOneAsked()
    {
        var version = await AddAsync(Text());
        var other = await AddAsync(Text());
        await ListAsync(version);

        var found = await FindAsync(other, "Dunmere");

        Assert.All(found.Sections, section => Assert.Equal(other.Id, section.ContextVersionId));
        Assert.Equal("Dunmere", found.Sections[0].Name);
    }

    [Fact]
    public async Task ContextDeleted_ItsSectionsAreFoundNoMore()
    {
        var version = await AddAsync(Text());
        await ListAsync(version);
        await using var database = _database.CreateDbContext();

        await database.Contexts.ExecuteDeleteAsync();

        Assert.Equal(0, await database.ContextSections.CountAsync());
        Assert.Equal(0, await database.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM SectionTexts WHERE SectionTexts MATCH 'dunmere'").SingleAsync());
        await database.Database.ExecuteSqlRawAsync("INSERT INTO SectionTexts(SectionTexts) VALUES('integrity-check')");
    }

    public void Dispose()
    {
        _store.Dispose();
        _database.Dispose();
    }

    private static string Text() => string.Join("\n\n", Towns.Select((town, index) =>
        $"# {town}\nThe harbour of {town} has {index + 3} boats. {string.Concat(Enumerable.Repeat("Nothing else is known of it. ", 6))}"));

    private Task<IReadOnlyList<SectionInfo>> ListAsync(ContextVersion version) => _store.ListAsync(version.Id, _model, CancellationToken.None);

    private Task<FoundSections> FindAsync(ContextVersion version, string question) => _search.FindAsync(version.Id, question, most: 3, _model, CancellationToken.None);

    private async Task<ContextVersion> AddAsync(string text, Guid? contextId = null, int number = 1)
    {
        await using var database = _database.CreateDbContext();
        var context = contextId is null ? new Context { Title = "Towns", Owner = "local", CreatedAt = DateTimeOffset.UnixEpoch } : null;
        var version = new ContextVersion
        {
            ContextId = contextId ?? context!.Id, Number = number, Text = text, ContentHash = text, Tokens = text.Length, CreatedAt = DateTimeOffset.UnixEpoch,
        };
        if (context is not null)
            database.Add(context);
        database.Add(version);
        await database.SaveChangesAsync();
        return version;
    }
}

using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Sleeping.Sections;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Gating;

/// <summary>What sleep cost, by the kind of text, and what the gate expects of a long one by it.</summary>
public sealed class SleepCostReaderTests : IAsyncDisposable
{
    private const int Passes = 3;

    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;

    public SleepCostReaderTests()
    {
        _engine = LongTexts.Engine(_database);
        _engine.Model.Reply = prompt => prompt.Contains("marbles", StringComparison.Ordinal) ? "Maya has 3 marbles, and nobody knows of more." : LongTexts.Reply()(prompt);
    }

    private HostedModel Model => _engine.Get<ModelHost>().Require();

    [Fact]
    public async Task Read_TextsOfBothKinds_CountsEachByItself()
    {
        var text = LongTexts.Of(LongTexts.Towns);
        var context = await SleepOnAsync(text);
        var first = await ReadAsync();
        await SleepOnAsync("Maya has 3 marbles.");
        // One section of six changes: what it took counts for that one.
        await _engine.EditAsync(context, text.Replace("of Dunmere has 6 boats", "of Dunmere has 9 boats", StringComparison.Ordinal));
        await _engine.SleepAsync();

        var second = await ReadAsync();

        Assert.Null(first.Whole);
        Assert.Equal(await SpentAsync(context) / context.Versions[0].Tokens, first.InSections!.Value, first.InSections.Value * 0.05);
        Assert.Equal(first.InSections.Value, second.InSections!.Value, first.InSections.Value * 0.05);
        Assert.True(second.Whole > 2 * second.InSections);
        Assert.Equal((second.Whole, second.InSections), (second.Of(isLong: false), second.Of(isLong: true)));
        Assert.Equal(first.InSections, first.Of(isLong: false));
    }

    [Fact]
    public async Task Read_SectionsThatSayTheSame_CountOnce()
    {
        var text = LongTexts.Of(LongTexts.Towns);
        await SleepOnAsync(text);
        var once = (await ReadAsync()).InSections!.Value;

        await SleepOnAsync(string.Join("\n\n", text, text, text));

        Assert.Equal(once, (await ReadAsync()).InSections!.Value, once * 0.05);
    }

    [Fact]
    public async Task Read_NotesOfAnotherModelOrCut_CountForNothing()
    {
        await SleepOnAsync(LongTexts.Of(LongTexts.Towns));
        await using var database = _database.CreateDbContext();

        await database.ContextSections.ExecuteUpdateAsync(set => set.SetProperty(section => section.Split, "cut otherwise"));
        Assert.Null((await ReadAsync()).InSections);

        await database.ContextSections.ExecuteUpdateAsync(set => set.SetProperty(section => section.Split, Engine.Contexts.Sections.SectionRoom.Split(Model)));
        Assert.NotNull((await ReadAsync()).InSections);
        await database.SectionNotes.ExecuteUpdateAsync(set => set.SetProperty(notes => notes.ModelId, "another@1"));
        Assert.Null((await ReadAsync()).InSections);
    }

    [Fact]
    public async Task Decide_OnALongText_GoesByWhatSectionsCost()
    {
        await SleepOnAsync("Maya has 3 marbles.");
        await SleepOnAsync(LongTexts.Of(LongTexts.Towns));
        var cost = await ReadAsync();
        var context = await _engine.AddContextAsync(LongTexts.Of([.. LongTexts.Towns.Reverse()]));

        var proposal = await _engine.Get<Gatekeeper>().DecideAsync(context.Id, context.Versions[0].Id, passes: null, asked: true, TestContext.Current.CancellationToken);

        Assert.Equal(context.Versions[0].Tokens * cost.InSections!.Value * Passes, proposal!.Decision.SleepTokens, 6);
    }

    private async Task<Context> SleepOnAsync(string text)
    {
        var context = await _engine.AddContextAsync(text);
        await _engine.EnqueueAsync(context);
        await _engine.SleepAsync();
        return context;
    }

    private async Task<double> SpentAsync(Context context)
    {
        await using var database = _database.CreateDbContext();
        return (await database.SectionNotes.Where(notes => notes.ContextId == context.Id).OrderBy(notes => notes.CreatedAt).ThenBy(notes => notes.Id).Take(LongTexts.Towns.Length).ToListAsync())
            .Sum(notes => notes.Usage.CompletionTokens / (double)Passes);
    }

    private async Task<SleepCost> ReadAsync() => (await _engine.Get<ExperienceReader>().ReadAsync(Model, TestContext.Current.CancellationToken)).SleepCost;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

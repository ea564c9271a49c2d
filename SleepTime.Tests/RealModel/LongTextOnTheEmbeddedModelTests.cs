using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RealModel;

public sealed class LongTextOnTheEmbeddedModelTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task Ask_AboutOneOfThreeWorlds_IsAnsweredFromThatOneInBothModes()
    {
        List<string> wrong = [];
        await using var engine = await StartAsync();
        var context = await SleptOnAsync(engine);
        Assert.Equal((false, 3), (context.Fits, context.Sections));

        foreach (var (question, answer, order) in new[] { ("How many books does Nora have?", "40", 3), ("How many crates does the new store hold?", "15", 1), ("How many tickets did Team Gold close?", "3", 2) })
        {
            var asked = await engine.Get<AnswerService>().AskAsync(
                new AskRequest { ContextId = context.Id, Question = question, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosity = 2, Owner = "local" }, CancellationToken.None);
            foreach (var run in asked.Runs)
            {
                var ended = ((RunEnded)(await engine.Get<RunRegistry>().WatchAsync(run.Id, CancellationToken.None).LastAsync())).Run;
                if (AnswerScore.Of(ended.Answer, answer)?.IsRight != true)
                    wrong.Add($"{ended.Mode}, {question}: {ended.Answer}");
                Assert.All(ended.Given!.Items, item => Assert.Equal(order, item.Order));
            }
        }
        // So small a model errs on some of such questions, whatever it is given; from another section all would be wrong.
        Assert.True(wrong.Count <= 1, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Edit_OfOneWorld_SleepsOnThatOneOnly()
    {
        await using var engine = await StartAsync();
        var context = await SleptOnAsync(engine);
        var before = await NotesAsync(engine);

        var books = (await engine.Get<SectionReader>().FindAsync(context.Id, 3, CancellationToken.None))!.View.Section;
        await engine.Get<ContextService>().ReplaceSectionAsync(context.Id, books.Id, "# The books\n\nNora has twice as many books as Finn. Ivan likes music. Ivan has 9 more books than Tara. Finn owns 21 books. Tara owns 16 books.", context.Version, CancellationToken.None);
        await engine.UntilAsync(() => engine.Get<ContextService>().FindAsync(context.Id, CancellationToken.None), found => found is { Version: 2, Notes: NotesState.Ready });

        var after = await NotesAsync(engine);
        Assert.Equal(3, before.Count);
        Assert.Equal(before.Select(notes => notes.Id), after.Take(3).Select(notes => notes.Id));
        Assert.Contains("21", string.Join('\n', Assert.Single(after.Skip(3)).Lines.Select(line => line.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_InTheMiddleOfSleep_GoesOnAndKeepsTheSectionsThatAreDone()
    {
        string[] settings = ["--SleepTime:Model:ContextLength=1392", "--SleepTime:Sleep:Enabled=true", "--SleepTime:Sleep:IdleSeconds=0.05"];
        string id, job;
        await using (var site = await SiteProcess.StartAsync(_data.Path, settings))
        {
            using var response = await site.Http.PostAsJsonAsync("/api/v1/contexts", new { title = "Worlds", text = ThreeWorlds.Text });
            var context = await response.JsonAsync(HttpStatusCode.Created);
            (id, job) = ((string)context["id"]!, (string)context["sleep"]!["jobId"]!);
            await site.Http.PostAsync($"/api/v1/jobs/{job}/first", null);
            await SleepTimeApp.WaitAsync("a section", async () => (int)(await site.ReadAsync($"/api/v1/jobs/{job}"))["sectionsDone"]! > 0);
            await site.KillAsync();
        }

        await using var again = await SiteProcess.StartAsync(_data.Path, settings);
        var atStart = await again.ReadAsync($"/api/v1/contexts/{id}/sections");
        await SleepTimeApp.WaitAsync("its end", async () => (string?)(await again.ReadAsync($"/api/v1/jobs/{job}"))["state"] == "completed");

        Assert.True((bool)atStart["items"]![0]!["sleptOn"]!);
        Assert.All((await again.ReadAsync($"/api/v1/contexts/{id}/sections"))["items"]!.AsArray(), section => Assert.True((bool)section!["sleptOn"]!));
        Assert.Single((await again.ReadAsync($"/api/v1/contexts/{id}/notes"))["versions"]!.AsArray());
    }

    public void Dispose() => _data.Dispose();

    private async Task<RunningEngine> StartAsync()
    {
        var engine = await RunningEngine.StartAsync(_data.Path, [("Sleep:IdleSeconds", "0"), .. ThreeWorlds.Settings]);
        await engine.Get<ModelHost>().WaitUntilSettledAsync(CancellationToken.None);
        return engine;
    }

    private static async Task<ContextDetails> SleptOnAsync(RunningEngine engine)
    {
        var context = await engine.Get<ContextService>().CreateAsync("Worlds", ThreeWorlds.Text, "local", storesDuplicate: false, CancellationToken.None);
        await engine.UntilAsync(() => engine.Get<ContextService>().FindAsync(context.Id, CancellationToken.None), found => found!.Notes == NotesState.Ready);
        return context;
    }

    private static async Task<List<SectionNotes>> NotesAsync(RunningEngine engine)
    {
        await using var database = await engine.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        return await database.SectionNotes.OrderBy(notes => notes.CreatedAt).ThenBy(notes => notes.Id).ToListAsync();
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;
using SleepTime.Tests.Training;

namespace SleepTime.Tests.Endpoints;

/// <summary>What an experiment says is computed once more, from its exported answers, by a script in another language.</summary>
public sealed class IndependentFiguresTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [PythonFact]
    public async Task Figures_OfAnExperiment_AreThoseThatAScriptReadsOutOfItsAnswers()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var made = await app.Http.PostAsJsonAsync(
            "/api/v1/experiments",
            new
            {
                name = "Computed twice", contexts = 12, questionsPerContext = 3, verbosities = (int[])[0, 2], passes = (int[])[3], repeats = 2, temperature = 0.7, predictability = true,
            }, cancel);
        var path = $"/api/v1/experiments/{(Guid)(await made.JsonAsync(HttpStatusCode.Created))["id"]!}";
        await SleepTimeApp.WaitAsync("the experiment", async () => (string?)(await app.ReadAsync(path))["experiment"]!["state"] == "completed");
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("answers.csv"), await app.Http.GetStringAsync($"{path}/export?format=csv", cancel), cancel);
        await File.WriteAllTextAsync(folder.File("details.json"), (await app.ReadAsync(path)).ToJsonString(), cancel);
        var figures = new JsonObject();
        foreach (var name in new[] { "cost-per-question", "sampling", "predictability" })
            figures[name] = await app.ReadAsync($"{path}/figures/{name}");
        await File.WriteAllTextAsync(folder.File("figures.json"), figures.ToJsonString(), cancel);

        var (status, output) = await Python.RunAsync(cancel, Script(), folder.File("answers.csv"), folder.File("details.json"), folder.File("figures.json"));

        Assert.True(status == 0, output);
        Assert.Matches(@"^[1-9]\d\d figures compared, 0 differ", output);
    }

    private static string Script([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Experiments", "check_figures.py");
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>One small experiment on the embedded model, made once and asked about by every test.</summary>
public sealed class ExperimentEndpointsTests(SmallExperimentApp app) : IClassFixture<SmallExperimentApp>
{
    private string Path => $"/api/v1/experiments/{app.Id}";

    [Fact]
    public async Task Get_Completed_HasFiguresWithIntervalsAndDifferences()
    {
        var details = await app.ReadAsync(Path);

        Assert.Equal(("completed", 16, 16, 0, false), ((string?)details["experiment"]!["state"], (int)details["experiment"]!["planned"]!, (int)details["experiment"]!["done"]!, (int)details["experiment"]!["failed"]!, (bool)details["experiment"]!["partial"]!));
        var arms = details["arms"]!.AsArray();
        Assert.Equal(["standard-0", "standard-2", "sleep-0-1-1", "sleep-2-1-1"], arms.Select(arm => (string)arm!["arm"]!["key"]!));
        Assert.All(arms, arm => Assert.True((double)arm!["share"]!["low"]! <= (double)arm["share"]!["value"]! && (double)arm["completionTokens"]! > 0));
        Assert.Equal(2, details["differences"]!.AsArray().Count);
        Assert.Null(details["experiment"]!["secondsLeft"]);
    }

    [Fact]
    public async Task Get_ItselfAsBaseline_DiffersNowhere()
    {
        var differences = (await app.ReadAsync($"{Path}?baseline={app.Id}"))["differences"]!.AsArray();

        Assert.Equal(4, differences.Count);
        Assert.All(differences, difference => Assert.Equal((0, 0, 1), ((double)difference!["right"]!, (double)difference["completionTokens"]!, (double)difference["pValue"]!)));
    }

    [Fact]
    public async Task Answers_Filtered_AreBesideWhatTheyAreHeldAgainst()
    {
        var all = await app.ReadAsync($"{Path}/answers?arm=sleep-0-1-1");
        var different = await app.ReadAsync($"{Path}/answers?onlyDifferent=true");

        Assert.Equal(4, (int)all["total"]!);
        Assert.All(all["items"]!.AsArray(), pair => Assert.Equal((string)pair!["answer"]!["question"]!, (string)pair["against"]!["question"]!));
        var pairs = (await app.ReadAsync($"{Path}/answers?pageSize=100"))["items"]!.AsArray();
        Assert.Equal(
            pairs.Where(pair => pair!["against"] is { } against && (string)pair["answer"]!["verdict"]! != (string)against["verdict"]!).Select(pair => (string)pair!["answer"]!["id"]!),
            different["items"]!.AsArray().Select(pair => (string)pair!["answer"]!["id"]!));
        var one = await app.ReadAsync($"{Path}/answers/{all["items"]![0]!["answer"]!["id"]}");
        Assert.NotEmpty((string)one["text"]!);
        Assert.NotEmpty(one["notes"]!.AsArray());
    }

    [Theory]
    [InlineData("pareto")]
    [InlineData("tokens")]
    [InlineData("right")]
    [InlineData("cost-per-question")]
    [InlineData("cumulative-cost")]
    public async Task Figure_OfBothModes_SaysWhatItShowsAndHasItsRows(string name)
    {
        var figure = await app.ReadAsync($"{Path}/figures/{name}");
        using var csv = await app.Http.GetAsync($"{Path}/figures/{name}?format=csv", TestContext.Current.CancellationToken);

        Assert.NotEmpty((string)figure["says"]!);
        Assert.NotEmpty(figure["rows"]!.AsArray());
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Equal(figure["rows"]!.AsArray().Count, (await app.Http.GetStringAsync($"{Path}/figures/{name}?format=md", TestContext.Current.CancellationToken)).Split("\n| ").Length - 3);
    }

    [Fact]
    public async Task Export_Csv_AddsUpToTheFigures()
    {
        var text = await app.Http.GetStringAsync($"{Path}/export?format=csv", TestContext.Current.CancellationToken);
        var rows = CsvRows.Read(text);
        var arms = (await app.ReadAsync(Path))["arms"]!.AsArray();

        Assert.Equal(16, rows.Count);
        foreach (var arm in arms)
        {
            var own = rows.Where(row => row["mode"] == (string)arm!["arm"]!["mode"]! && row["verbosity"] == arm["arm"]!["verbosity"]!.ToString()).ToList();
            Assert.Equal(own.Count(row => row["verdict"] == "right"), (int)arm!["share"]!["right"]!);
            Assert.Equal(own.Average(row => double.Parse(row["completion_tokens"], CultureInfo.InvariantCulture)), (double)arm["completionTokens"]!, 1e-9);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("arm=sleep-0-1-1")]
    [InlineData("verdict=wrong")]
    [InlineData("onlyDifferent=true")]
    [InlineData("arm=standard-0&baseline=self")]
    public async Task Export_Filtered_HasTheRowsOfTheScreenWithWhatTheyAreHeldAgainst(string filter)
    {
        filter = filter.Replace("self", app.Id.ToString(), StringComparison.Ordinal);
        var shown = (await app.ReadAsync($"{Path}/answers?pageSize=100&{filter}"))["items"]!.AsArray();

        foreach (var path in new[] { "export", "answers/export" })
        {
            var rows = CsvRows.Read(await app.Http.GetStringAsync($"{Path}/{path}?format=csv&{filter}", TestContext.Current.CancellationToken));
            var json = (await app.ReadAsync($"{Path}/{path}?format=json&{filter}")).AsArray();

            Assert.Equal(
                shown.Select(pair => ((string?)pair!["answer"]!["id"], (string?)pair["answer"]!["verdict"], (string?)pair["against"]?["id"] ?? "", (string?)pair["against"]?["verdict"] ?? "", (string?)pair["against"]?["arm"]!["key"] ?? "")),
                rows.Select(row => ((string?)row["id"], (string?)row["verdict"], row["against_id"], row["against_verdict"], row["against_arm"])));
            Assert.Equal(shown.Select(pair => ((string?)pair!["answer"]!["id"], (string?)pair["against"]?["id"])), json.Select(row => ((string?)row!["id"], (string?)row["against"]?["id"])));
        }
        var page = await app.Http.GetStringAsync($"{Path}/answers/export?format=md&{filter}", TestContext.Current.CancellationToken);
        Assert.Equal(shown.Count, page.Split("\n| ").Length - 3);
    }

    [Theory]
    [InlineData("arms", 4)]
    [InlineData("differences", 2)]
    [InlineData("kinds", null)]
    public async Task Table_InEveryFormat_HasTheFiguresOfTheExperiment(string name, int? count)
    {
        var details = await app.ReadAsync(Path);
        var table = await app.ReadAsync($"{Path}/tables/{name}");
        var rows = CsvRows.Read(await app.Http.GetStringAsync($"{Path}/tables/{name}?format=csv", TestContext.Current.CancellationToken));
        var page = await app.Http.GetStringAsync($"{Path}/tables/{name}?format=md", TestContext.Current.CancellationToken);

        Assert.Equal(count ?? details["arms"]!.AsArray().Sum(arm => arm!["kinds"]!.AsArray().Count), rows.Count);
        Assert.Equal((rows.Count, rows.Count), (table["rows"]!.AsArray().Count, page.Split("\n| ").Length - 3));
        Assert.Equal(table["columns"]!.AsArray().Select(column => (string?)column), rows[0].Keys);
        if (name == "arms")
            Assert.Equal(details["arms"]!.AsArray().Select(arm => ((string?)arm!["arm"]!["key"], (double?)arm["share"]!["high"], (double?)arm["cost"])), rows.Select(row => ((string?)row["arm"], CsvRows.Number(row["high"]), CsvRows.Number(row["cost"]))));
        if (name == "differences")
            Assert.Equal(details["differences"]!.AsArray().Select(one => ((double?)one!["pValue"], (double?)one["completionTokens"])), rows.Select(row => (CsvRows.Number(row["p"]), CsvRows.Number(row["completion_tokens"]))));
    }

    [Fact]
    public async Task Table_Baseline_HoldsEveryArmAgainstIt() =>
        Assert.Equal(4, CsvRows.Read(await app.Http.GetStringAsync($"{Path}/tables/differences?format=csv&baseline={app.Id}", TestContext.Current.CancellationToken)).Count);

    [Fact]
    public async Task Export_JsonAndMarkdown_HaveTheAnswersAndTheReport()
    {
        var answers = await app.ReadAsync($"{Path}/export?format=json");
        var report = await app.Http.GetStringAsync($"{Path}/export?format=md", TestContext.Current.CancellationToken);

        Assert.Equal(16, answers.AsArray().Count);
        Assert.StartsWith("# Small", report, StringComparison.Ordinal);
        Assert.Contains("| SleepTime, verbosity 0, 1 pass |", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Estimate_SameModel_KnowsTokensAndTime()
    {
        using var known = await app.Http.PostAsJsonAsync("/api/v1/experiments/estimate", new { contexts = 2, questionsPerContext = 2, verbosities = (int[])[0], passes = (int[])[1] });
        using var unknown = await app.Http.PostAsJsonAsync("/api/v1/experiments/estimate", new { contexts = 2, verbosities = (int[])[4] });

        var estimate = await known.JsonAsync();
        Assert.Equal((8, true, true), ((int)estimate["answers"]!, (double)estimate["answerTokens"]! > 0, (double)estimate["seconds"]! > 0));
        Assert.Null((await unknown.JsonAsync())["seconds"]);
    }

    [Theory]
    [InlineData("""{"name":"X","verbosities":[7]}""", "verbosities has 7")]
    [InlineData("""{"ready":"nothing"}""", "pareto, passes, samples, amortization, sampling, predictability, charts")]
    [InlineData("""{"name":"X","dataSetId":"019a0000-0000-7000-8000-000000000000"}""", "There is no data set")]
    [InlineData("""{"verbosities":[0]}""", "name has 0 characters")]
    public async Task Create_NotPossible_SaysWhy(string body, string words)
    {
        using var response = await app.PostJsonAsync("/api/v1/experiments", body);

        Assert.Contains(words, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/answers?verdict=maybe", HttpStatusCode.BadRequest, "right, wrong or failed")]
    [InlineData("/answers?arm=both", HttpStatusCode.BadRequest, "key of an arm")]
    [InlineData("/figures/nothing", HttpStatusCode.NotFound, "it has pareto")]
    [InlineData("/figures/pareto?format=xls", HttpStatusCode.BadRequest, "csv, json or md")]
    [InlineData("/export?format=xls", HttpStatusCode.BadRequest, "csv, json or md")]
    [InlineData("/export?format=csv&arm=both", HttpStatusCode.BadRequest, "key of an arm")]
    [InlineData("/answers/export?format=md&verdict=maybe", HttpStatusCode.BadRequest, "right, wrong or failed")]
    [InlineData("/answers/export?format=csv&page=2", HttpStatusCode.BadRequest, "no query parameter 'page'")]
    [InlineData("/tables/nothing", HttpStatusCode.NotFound, "it has arms, kinds, differences")]
    [InlineData("/tables/arms?format=xls", HttpStatusCode.BadRequest, "csv, json or md")]
    [InlineData("?baseline=019a0000-0000-7000-8000-000000000000", HttpStatusCode.BadRequest, "leave baseline out")]
    public async Task Get_AskedForWrongly_SaysHow(string rest, HttpStatusCode status, string words)
    {
        using var response = await app.Http.GetAsync($"{Path}{rest}", TestContext.Current.CancellationToken);

        Assert.Contains(words, await response.ProblemAsync(status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_Listed_EachHasItsPlan()
    {
        var ready = (await app.ReadAsync("/api/v1/experiments/ready"))["items"]!.AsArray();

        Assert.Equal(["pareto", "passes", "samples", "amortization", "sampling", "predictability", "charts"], ready.Select(one => (string)one!["key"]!));
        Assert.Equal(10, (int)ready[4]!["plan"]!["repeats"]!);
    }

    [Fact]
    public async Task Commands_PausedResumedCancelledDeleted_GoOneAfterTheOther()
    {
        using var made = await app.Http.PostAsJsonAsync("/api/v1/experiments", new { ready = "pareto", name = "Long" });
        var path = $"/api/v1/experiments/{(await made.JsonAsync(HttpStatusCode.Created))["id"]}";

        Assert.Equal("paused", await CommandAsync("pause"));
        Assert.Contains(await CommandAsync("resume"), (string?[])["queued", "running"]);
        Assert.Equal("cancelled", await CommandAsync("cancel"));
        using var again = await app.Http.PostAsync($"{path}/pause", null);
        Assert.Contains("is cancelled and cannot be paused", await again.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        using var deleted = await app.Http.DeleteAsync(path);
        using var gone = await app.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));

        async Task<string?> CommandAsync(string command)
        {
            using var response = await app.Http.PostAsync($"{path}/{command}", null);
            return (string?)(await response.JsonAsync())["state"];
        }
    }
}

public sealed class SmallExperimentApp : SleepTimeApp, IAsyncLifetime
{
    public Guid Id { get; private set; }

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        using var made = await Http.PostAsJsonAsync(
            "/api/v1/experiments", new { name = "Small", contexts = 2, questionsPerContext = 2, verbosities = (int[])[0, 2], passes = (int[])[1] });
        Id = (Guid)(await made.JsonAsync(HttpStatusCode.Created))["id"]!;
        await WaitAsync("the experiment", async () => (string?)(await ReadAsync($"/api/v1/experiments/{Id}"))["experiment"]!["state"] == "completed");
    }
}

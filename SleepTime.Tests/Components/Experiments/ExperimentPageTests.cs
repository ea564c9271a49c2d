using AngleSharp.Dom;
using Bunit;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Web.Components.Pages.Experiments;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Experiments;

public sealed class ExperimentPageTests : PageTest
{
    [Fact]
    public async Task Page_Completed_HasTablesChartsAndSentences()
    {
        var page = await OpenAsync(await StoredExperiment.AddAsync(Engine));

        Assert.Equal("Stored", page.Find("h1").TextContent);
        Assert.Contains("1 answer could not be asked; it is in no figure.", page.Markup, StringComparison.Ordinal);
        var sleepTime = page.FindAll("[aria-labelledby=arms] tbody tr")[1];
        Assert.Contains("100.0 %", sleepTime.TextContent, StringComparison.Ordinal);
        Assert.Equal(["3", "1"], sleepTime.QuerySelectorAll("td").Skip(2).Take(2).Select(cell => cell.TextContent));
        Assert.Equal(5, page.FindAll(".st-chart").Count);
        Assert.Equal(5 * 3, page.FindAll("a[href*='/figures/']").Count); // CSV, JSON, Markdown
        Assert.DoesNotContain("(partial)", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_Halfway_IsMarkedAsPartial()
    {
        var page = await OpenAsync(await StoredExperiment.AddAsync(Engine, questions: 8, answered: 4, ExperimentState.Paused));

        Assert.Contains("Partial: 8 answers are still to come.", page.Markup, StringComparison.Ordinal);
        Assert.All(page.FindAll("section[aria-labelledby] > h2").Where(heading => heading.TextContent != "Answers"), heading => Assert.EndsWith("(partial)", heading.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OnlyDifferent_ShowsBothAnswersOfThose()
    {
        var page = await OpenAsync(await StoredExperiment.AddAsync(Engine), "?different=1");

        var rows = page.FindAll("#answers tbody tr");
        // Of the two questions that Standard has wrong, one has no answer of SleepTime.
        Assert.Equal("How many, asked for the 2. time?", Assert.Single(rows).QuerySelector("th")!.TextContent);
        Assert.Equal(["3 right", "4 wrong"], rows[0].QuerySelectorAll("td").Skip(2).Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task Page_AnotherExperimentAsBaseline_HasSignedDifferences()
    {
        var before = await StoredExperiment.AddAsync(Engine, name: "Before");
        var page = await OpenAsync(await StoredExperiment.AddAsync(Engine), $"?baseline={before}");

        Assert.Equal(before.ToString(), page.Find("[aria-labelledby=differences] select").GetAttribute("value"));
        Assert.Equal("Before", page.Find($"[aria-labelledby=differences] option[value='{before}']").TextContent.Split(',')[0]);
        Assert.Equal(2, page.FindAll("[aria-labelledby=differences] tbody tr").Count);
    }

    [Fact]
    public async Task Page_FiltersInTheAddress_AreChosenUntilTheyAreTakenAway()
    {
        var id = await StoredExperiment.AddAsync(Engine);
        var page = await OpenAsync(id, "?arm=sleep-0-1-1&verdict=right");
        Assert.Equal(["sleep-0-1-1", "Right"], page.FindAll("#answers select").Select(select => select.GetAttribute("value")));

        Address = $"/experiments/{id}";

        page.WaitForAssertion(() => Assert.Equal(["", ""], page.FindAll("#answers select").Select(select => select.GetAttribute("value"))));
    }

    [Fact]
    public async Task Export_OfTheAnswersAndTables_KeepsWhatIsShown()
    {
        var before = await StoredExperiment.AddAsync(Engine, name: "Before");
        var id = await StoredExperiment.AddAsync(Engine);
        var page = await OpenAsync(id, $"?baseline={before}&arm=sleep-0-1-1&verdict=right&different=1&page=1");

        Assert.Equal(
            [$"/api/v1/experiments/{id}/tables/arms?format=csv", $"/api/v1/experiments/{id}/tables/kinds?format=csv", $"/api/v1/experiments/{id}/tables/differences?format=csv&baseline={before}"],
            page.FindAll("a[href*='/tables/'][href*='format=csv']").Select(link => link.GetAttribute("href")));
        var menus = page.FindComponents<ExportMenu>();
        Assert.Equal($"/api/v1/experiments/{id}/export?format=csv&baseline={before}", menus[0].Instance.UrlOf("csv"));
        Assert.Equal($"/api/v1/experiments/{id}/answers/export?format=md&baseline={before}&arm=sleep-0-1-1&verdict=right&onlyDifferent=true", menus[1].Instance.UrlOf("md"));
    }

    [Fact]
    public async Task Page_NoAnswerYet_SaysWhatItWaitsFor()
    {
        var page = await OpenAsync(await StoredExperiment.AddAsync(Engine, answered: 0, state: ExperimentState.Queued));

        Assert.Contains("It waits until the model is ready and the experiments before it have ended.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".st-chart"));
    }

    [Fact]
    public async Task Delete_Confirmed_GoesToTheList()
    {
        var id = await StoredExperiment.AddAsync(Engine);
        var dialogs = Dialogs;
        var page = await OpenAsync(id);

        await page.InvokeAsync(() => page.Find("button[aria-label='Delete: Stored']").Click());
        dialogs.WaitForAssertion(() => Assert.Contains("with its 8 answers", dialogs.Markup, StringComparison.Ordinal));
        await dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Delete it").Click());

        page.WaitForAssertion(() => Assert.EndsWith("/experiments", Address, StringComparison.Ordinal));
        Assert.Null(await Engine.Get<ExperimentService>().FindAsync(id, CancellationToken.None));
    }

    [Fact]
    public async Task Page_Failed_SaysWhyAndKeepsWhatItHas()
    {
        var page = await OpenAsync(await StoredExperiment.AddAsync(Engine, questions: 8, answered: 2, state: ExperimentState.Failed));

        Assert.Contains("It ended with an unexpected error.", page.Find(".failure").TextContent, StringComparison.Ordinal);
        Assert.Contains("Partial: 12 answers were never given.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["Go on", "Delete"], page.FindAll("button[aria-label$=': Stored']").Select(button => button.TextContent.Trim()));
    }

    [Theory]
    [InlineData("019a0000-0000-7000-8000-000000000000")]
    [InlineData("nothing")]
    public void Page_NoSuchExperiment_SaysSo(string id)
    {
        var page = Render<ExperimentPage>(parameters => parameters.Add(page => page.Id, id));

        page.WaitForAssertion(() => Assert.Contains("There is no such experiment", page.Find("h1").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answer_OfSleepTime_HasItsTextAndNotes()
    {
        var id = await StoredExperiment.AddAsync(Engine);
        var (_, cells) = (await Engine.Get<ExperimentReader>().ReadAsync(id, CancellationToken.None))!.Value;
        var answers = await Engine.Get<ExperimentAnswers>().ReadAsync([.. cells.Select(cell => cell.Id)], CancellationToken.None);

        var page = Render<ExperimentAnswerPage>(parameters => parameters.Add(page => page.ExperimentId, id.ToString()).Add(page => page.Id, answers[1].Id.ToString()));

        page.WaitForAssertion(() => Assert.Contains("Maya has 3 marbles.", page.Find("[aria-labelledby=text]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Maya has 3.", page.Find("[aria-labelledby=notes]").TextContent, StringComparison.Ordinal);
        Assert.Equal((8, 40), (answers.Count, answers[1].SleepTokens));
    }

    private Task<IRenderedComponent<ExperimentPage>> OpenAsync(Guid id, string query = "")
    {
        Address = $"/experiments/{id}{query}";
        var page = Render<ExperimentPage>(parameters => parameters.Add(page => page.Id, id.ToString()));
        page.WaitForElement("h1");
        return Task.FromResult(page);
    }
}

using Bunit;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Overview;

namespace SleepTime.Tests.Components.Overview;

public sealed class StatusBandTests : PageTest
{
    [Fact]
    public void Render_Idle_SaysThatNothingRuns()
    {
        Assert.Equal(["None runs", "None runs", "Idle. There is nothing to sleep on."], Rows(Band(null)));
        Assert.Equal("Idle", Band(null).Find(".st-badge").TextContent.Trim());
    }

    [Fact]
    public void Render_Experiment_NamesItAndLeadsThere()
    {
        var experiment = new CurrentExperiment(Guid.CreateVersion7(), "Pareto", 120, 300);

        var band = Band(Overviews.Empty with { Experiment = experiment });

        Assert.Equal("Pareto, 120 of 300 answers", Rows(band)[1]);
        Assert.Equal($"/experiments/{experiment.Id}", band.FindAll(".classes a")[0].GetAttribute("href"));
    }

    [Fact]
    public async Task Render_PausedOrOutsideHoursOrSpent_SaysWhyNothingIsSleptOn()
    {
        var band = Band(null);
        var hour = Engine.Time.GetLocalNow().Hour;
        await Engine.Get<SleepPolicyStore>().SaveAsync(new SleepPolicy { From = new TimeOnly((hour + 2) % 24, 0), Until = new TimeOnly((hour + 3) % 24, 0) }, CancellationToken.None);
        band.WaitForAssertion(() => Assert.StartsWith("Outside its hours. Sleep may begin from", Rows(band)[2], StringComparison.Ordinal), SleepTimeApp.Patience);

        await Engine.Get<SleepQueue>().PauseAsync(CancellationToken.None);
        band.WaitForAssertion(() => Assert.Equal("Paused. Nothing starts until you resume the queue. Questions are answered as ever.", Rows(band)[2]), SleepTimeApp.Patience);
    }

    [Theory]
    [InlineData(0, 0, "None runs")]
    [InlineData(2, 0, "2 being answered")]
    [InlineData(2, 3, "2 being answered, 3 waiting")]
    public void Questions_RunningAndWaiting_AreToldApart(int running, int waiting, string words) =>
        Assert.Equal(words, StatusWords.Questions(new EngineLoad([running, 0, 0], [waiting, 0, 0], 0)));

    private IRenderedComponent<StatusBand> Band(TeamOverview? overview) => Render<StatusBand>(parameters => parameters.Add(band => band.Overview, overview));

    private static IReadOnlyList<string> Rows(IRenderedComponent<StatusBand> band) =>
        [.. band.FindAll(".classes dd").Select(row => string.Join(' ', row.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal))];
}

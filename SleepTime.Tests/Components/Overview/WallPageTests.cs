using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Overview;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Layout;
using SleepTime.Web.Components.Pages.Wall;

namespace SleepTime.Tests.Components.Overview;

public sealed class WallPageTests : PageTest
{
    private static readonly TimeSpan _patience = SleepTimeApp.Patience;

    [Fact]
    public void Render_NothingThere_SaysSoAndThatAllIsWell()
    {
        var page = Render<WallPage>();

        page.WaitForAssertion(() => Assert.Equal("All is well", page.Find(".alerts h2").TextContent), _patience);
        Assert.Equal(["0", "—", "—", "0"], page.FindAll(".figures strong").Select(figure => figure.TextContent));
        Assert.Contains("st-wall-dark", page.Find("main").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AnyState_HasNothingToTouchButTheWayOutByEscape()
    {
        var page = Render<WallPage>();

        Assert.Empty(page.FindAll("button, input, nav"));
        var leave = Assert.Single(page.FindAll("a"));
        Assert.Equal(("/", "Escape"), (leave.GetAttribute("href"), leave.GetAttribute("data-key")));
    }

    [Fact]
    public void Render_LightAskedFor_IsLight()
    {
        Address = "/wall?theme=light";

        Assert.Contains("st-wall-light", Render<WallPage>().Find("main").ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ThingsHappen_ShowsThemWithoutReload()
    {
        var page = Render<WallPage>();
        page.WaitForAssertion(() => Assert.Equal("0", page.FindAll(".figures strong")[3].TextContent), _patience);

        await AddNotesAsync(await AddContextAsync(), ["Maya has 3."]);
        await AddContextAsync("Leo", "Leo has 4 marbles.");
        await Engine.Get<SleepQueue>().PauseAsync(CancellationToken.None);

        page.WaitForAssertion(() => Assert.Equal("1", page.FindAll(".figures strong")[3].TextContent), _patience);
        page.WaitForAssertion(() => Assert.Equal("Sleep is paused", page.Find(".alerts li").TextContent), _patience);
        Assert.Equal("Sleep paused", page.Find("h1").TextContent);
    }

    [Fact]
    public async Task Failure_OfThePage_TriesAgainByItselfAndHasTheWayOut()
    {
        var time = new FakeTimeProvider();
        Services.AddSingleton<TimeProvider>(time);
        var retried = new TaskCompletionSource();
        var failure = Render<WallFailure>(parameters => parameters.Add(page => page.Exception, new InvalidOperationException("Out of luck.")).Add(page => page.Retry, retried.SetResult));
        Assert.Contains("10 seconds", failure.Markup, StringComparison.Ordinal);
        Assert.Equal("Escape", failure.Find("a").GetAttribute("data-key"));

        time.Advance(TimeSpan.FromSeconds(10));

        await retried.Task.WaitAsync(_patience, Xunit.TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Words_AnyFigures_AreShortAndHonest()
    {
        Assert.Equal("nothing was slept on", WallWords.Learned(Overviews.NothingLearned));
        Assert.Equal("75 % shown to hold, on 2 contexts, 90 tokens", WallWords.Learned(Overviews.NothingLearned with { Contexts = 2, Notes = 4, Verified = 3, Tokens = 90 }));
        Assert.Equal("unknown: nothing was compared", WallWords.Saved(Overviews.NothingPaid));
        Assert.Equal("next “Stamps”, 2 more questions", WallWords.Next(Overviews.NothingPaid with { Measured = 1, Nearest = [Overviews.Paying("Stamps", 1, 3)] }));
        Assert.Equal("hidden until the vote", WallWords.Sides(Overviews.Comparison(null, null, hidden: true)));
        Assert.Equal(
            "Standard 42 wrong · SleepTime 6 right",
            WallWords.Sides(Overviews.Comparison(
                Overviews.Side(SleepTime.Engine.Answering.AnswerMode.Standard, 42, right: false), Overviews.Side(SleepTime.Engine.Answering.AnswerMode.SleepTime, 6, right: true))));
        Assert.Equal(["All is well", "1 alert", "2 alerts"], Enumerable.Range(0, 3).Select(count => WallWords.Alerts([.. Enumerable.Repeat(Overviews.Alert(AlertKind.SleepPaused), count)])));
    }
}

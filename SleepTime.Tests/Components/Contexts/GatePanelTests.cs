using Bunit;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class GatePanelTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task Render_NothingMeasured_GivesTheReasonAndNoFigures()
    {
        var (panel, _) = await OpenAsync();

        Assert.Equal("Yes", panel.Find(".st-badge").TextContent.Trim());
        Assert.Contains("Nothing has been measured with this model yet", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing was spent on sleep yet.", panel.Markup, StringComparison.Ordinal);
        Assert.Equal("—", panel.FindAll("dd")[2].TextContent);
    }

    [Fact]
    public async Task Render_KnownCases_AreAListInWordsWithNumbers()
    {
        var (panel, _) = await OpenAsync();

        Assert.Contains("For sleep: 10 questions on the same text share what is found.", panel.FindAll(".gate-cases li").Select(item => item.TextContent.Trim()));
    }

    [Fact]
    public async Task Render_SleepLeftNothingUsable_DoesNotJustSayYes()
    {
        var context = await AddContextAsync();
        var panel = Render<GatePanel>(parameters => parameters.Add(panel => panel.ContextId, context.Id).Add(panel => panel.Notes, NotesState.Unusable));
        panel.WaitForElement("form");

        Assert.Equal("Tried, no usable notes", panel.Find(".st-badge").TextContent.Trim());
        Assert.Contains("by what was known then:", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_Never_IsKeptForTheNextJob()
    {
        var (panel, id) = await OpenAsync();

        await panel.InvokeAsync(() => panel.FindAll(".choice .st-segments input")[2].Change("on"));
        await panel.InvokeAsync(() => panel.Find("form").Submit());

        panel.WaitForAssertion(() => Assert.Contains("this text is slept on only when somebody asks for it.", panel.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(SleepChoice.Never, (await Engine.Get<SleepSettingsService>().FindAsync(id, CancellationToken.None)).Choice);
        panel.WaitForAssertion(() => Assert.Contains("A person chose never since", panel.Find("#gate p strong").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Save_Always_SaysThatItIsPutIntoTheQueueNow()
    {
        var (panel, _) = await OpenAsync();

        await panel.InvokeAsync(() => panel.FindAll(".choice .st-segments input")[1].Change("on"));
        await panel.InvokeAsync(() => panel.Find("form").Submit());

        panel.WaitForAssertion(() => Assert.Contains("it is put into the queue now.", panel.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Save_OutOfRange_SaysSoAtTheField()
    {
        var (panel, id) = await OpenAsync();
        var tokens = panel.FindAll("label").First(label => label.TextContent.Trim() == "Tokens a text").GetAttribute("for");

        await panel.InvokeAsync(() => panel.Find($"[id='{tokens}']").Change("0"));
        await panel.InvokeAsync(() => panel.Find("form").Submit());

        panel.WaitForAssertion(() => Assert.Contains("The tokens for a text must be 1 or more; leave them empty for the team’s setting.", panel.Markup, StringComparison.Ordinal), Patience);
        Assert.Null((await Engine.Get<SleepSettingsService>().FindAsync(id, CancellationToken.None)).TokenBudget);
    }

    [Fact]
    public async Task Save_BackToAutomatic_StaysOpenAndSaysWhatFollows()
    {
        var (panel, id) = await OpenAsync();
        await ChooseAsync(new ContextSleepSettings { ContextId = id, Choice = SleepChoice.Never });
        panel.WaitForAssertion(() => Assert.Contains("A person chose never since", panel.Find("#gate p strong").TextContent, StringComparison.Ordinal), Patience);

        await panel.InvokeAsync(() => panel.FindAll(".choice .st-segments input")[0].Change("on"));
        await panel.InvokeAsync(() => panel.Find("form").Submit());

        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll("#gate p strong")), Patience);
        Assert.Equal(SleepChoice.Automatic, (await Engine.Get<SleepSettingsService>().FindAsync(id, CancellationToken.None)).Choice);
        panel.WaitForAssertion(() => Assert.StartsWith("Saved.", panel.Find("form .end [role=status]").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(panel.Find("details.choice").HasAttribute("open"));
    }

    [Fact]
    public async Task Render_SomebodyElseChose_ShowsTheirsWhereNothingWasTyped()
    {
        var (panel, id) = await OpenAsync();

        await ChooseAsync(new ContextSleepSettings { ContextId = id, Choice = SleepChoice.Never });

        panel.WaitForAssertion(() => Assert.True(panel.FindAll(".choice .st-segments input")[2].HasAttribute("checked")), Patience);
        Assert.False(panel.FindAll(".choice .st-segments input")[0].HasAttribute("checked"));
    }

    [Fact]
    public async Task Save_SomebodyElseChoseMeanwhile_SaysSoAndSavesOnlyWhenToldAgain()
    {
        var (panel, id) = await OpenAsync();
        // Low effort: the second of the second row.
        await panel.InvokeAsync(() => panel.FindAll(".choice .st-segments")[1].QuerySelectorAll("input")[1].Change("on"));
        await ChooseAsync(new ContextSleepSettings { ContextId = id, Choice = SleepChoice.Never });

        await panel.InvokeAsync(() => panel.Find("form").Submit());
        panel.WaitForAssertion(() => Assert.Contains("By now it says: Never. Save again", panel.Find("form [role=alert]").TextContent, StringComparison.Ordinal), Patience);
        var kept = await Engine.Get<SleepSettingsService>().FindAsync(id, CancellationToken.None);
        Assert.Equal((SleepChoice.Never, null), (kept.Choice, kept.Effort));

        await panel.InvokeAsync(() => panel.Find("form").Submit());
        panel.WaitForAssertion(() => Assert.StartsWith("Saved.", panel.Find("form .end [role=status]").TextContent, StringComparison.Ordinal), Patience);
        kept = await Engine.Get<SleepSettingsService>().FindAsync(id, CancellationToken.None);
        Assert.Equal((SleepChoice.Automatic, (SleepEffort?)SleepEffort.Low), (kept.Choice, kept.Effort));
    }

    private Task<bool> ChooseAsync(ContextSleepSettings settings) => Engine.Get<SleepSettingsService>().SaveAsync(settings, CancellationToken.None);

    private async Task<(IRenderedComponent<GatePanel> Panel, Guid Id)> OpenAsync()
    {
        var context = await AddContextAsync();
        var panel = Render<GatePanel>(parameters => parameters.Add(panel => panel.ContextId, context.Id));
        panel.WaitForElement("form");
        return (panel, context.Id);
    }
}

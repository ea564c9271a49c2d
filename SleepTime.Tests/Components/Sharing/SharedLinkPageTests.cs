using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Sharing;
using SleepTime.Web.Components.Pages.SharedLink;

namespace SleepTime.Tests.Components.Sharing;

public sealed class SharedLinkPageTests : PageTest
{
    [Fact]
    public async Task Render_Comparison_ShowsAnswersSafelyWithFiguresAndSettings()
    {
        Model.Reply = _ => "**Maya** has <script>alert(1)</script> 3.\nAnswer: 3";
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3 marbles."]);
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many marbles?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], ExpectedAnswer = "3", Owner = "local" }, CancellationToken.None);
        foreach (var run in asked.Runs)
            await Engine.EndOfAsync(run);

        var page = await OpenAsync(ShareKind.Comparison, asked.ComparisonId);

        Assert.Equal("How many marbles?", page.Find("h1").TextContent);
        Assert.Equal(["Standard", "SleepTime"], page.FindAll(".st-answer h2").Select(title => title.TextContent));
        Assert.Equal(2, page.FindAll(".st-markdown strong").Count(strong => strong.TextContent == "Maya"));
        Assert.Empty(page.FindAll("script"));
        Assert.Equal(2, page.FindAll(".numbers").Count);
        Assert.Contains("Right, the same", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Both asked with the same settings", page.Markup, StringComparison.Ordinal);
        Assert.Contains("1 March 2026, 12:00 UTC", page.Find("time").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Context_ShowsTextAndVerifiedNotesWithSources()
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3 marbles.", "!Maya has 9."]);

        var page = await OpenAsync(ShareKind.Context, context.Id);

        Assert.Equal("Maya has 3 marbles.", page.Find(".st-prose").TextContent);
        Assert.Contains("verified by the text", page.Find("details summary").TextContent, StringComparison.Ordinal);
        Assert.Equal("Maya has 3 marbles.", page.Find("details q").TextContent);
        Assert.Contains("The text says otherwise.", page.Find(".struck").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_MistypedToken_SaysThatTheLinkDoesNotWork()
    {
        var page = Render<SharedLinkPage>(parameters => parameters.Add(shared => shared.Token, "nothing"));
        Assert.Equal("This link does not work (any more)", page.Find("h1").TextContent);
    }

    private async Task<IRenderedComponent<SharedLinkPage>> OpenAsync(ShareKind kind, Guid? id)
    {
        var made = await Engine.Get<ShareService>().CreateAsync(kind, id, null, "local", CancellationToken.None);
        var page = Render<SharedLinkPage>(parameters => parameters.Add(shared => shared.Token, made!.Token));
        page.WaitForElement("time", TimeSpan.FromSeconds(10));
        return page;
    }
}

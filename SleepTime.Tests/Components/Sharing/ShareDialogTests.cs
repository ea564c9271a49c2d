using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Sharing;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Shared.Sharing;

namespace SleepTime.Tests.Components.Sharing;

public sealed class ShareDialogTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public async Task Share_AWeek_ShowsTheLinkOnceAndWhatItShows()
    {
        var dialogs = await OpenAsync(ShareKind.Overview, null);
        Assert.Contains(ShareWords.WhatIsSeen(ShareKind.Overview), dialogs.Markup, StringComparison.Ordinal);

        await PressAsync(dialogs, "Make a link");

        var link = dialogs.WaitForElement("#shared-link", Patience).GetAttribute("value")!;
        Assert.Contains("it is shown this once", dialogs.Markup, StringComparison.Ordinal);
        var opened = await Engine.Get<ShareService>().OpenAsync(link.Split('/')[^1], CancellationToken.None);
        Assert.Equal(Engine.Time.GetUtcNow() + TimeSpan.FromDays(7), opened!.ExpiresAt);
    }

    [Fact]
    public async Task Share_BlindAndNotVoted_SaysWhyNot()
    {
        var context = await AddContextAsync();
        await AddNotesAsync(context, ["Maya has 3 marbles."]);
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], IsBlind = true, Owner = "local" }, CancellationToken.None);
        foreach (var run in asked.Runs)
            await Engine.EndOfAsync(run);
        var dialogs = await OpenAsync(ShareKind.Comparison, asked.ComparisonId);

        await PressAsync(dialogs, "Make a link");

        dialogs.WaitForAssertion(() => Assert.Contains("Vote first", dialogs.Find(".st-problem").TextContent, StringComparison.Ordinal), Patience);
        Assert.Empty(dialogs.FindAll("#shared-link"));
    }

    private async Task<IRenderedComponent<MudBlazor.MudDialogProvider>> OpenAsync(ShareKind kind, Guid? id)
    {
        var dialogs = Dialogs;
        var button = Render<ShareButton>(parameters => parameters.Add(share => share.Kind, kind).Add(share => share.SubjectId, id));
        await button.InvokeAsync(() => button.Find("button").Click());
        dialogs.WaitForElement(".share", Patience);
        return dialogs;
    }

    private static Task PressAsync(IRenderedComponent<MudBlazor.MudDialogProvider> dialogs, string name) =>
        dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Contains(name, StringComparison.Ordinal)).Click());
}

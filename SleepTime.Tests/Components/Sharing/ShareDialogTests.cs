using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Extensions;
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

    [Fact]
    public async Task Done_WhereTheLinkWasAskedFor_ClosesNothingUntilAMomentLater()
    {
        var time = new FakeTimeProvider();
        Services.AddSingleton<TimeProvider>(time);
        var dialogs = await OpenAsync(ShareKind.Overview, null);
        Assert.True(dialogs.FindComponent<MudDialogContainer>().Instance.GetState(container => container.Options) is { BackdropClick: false, CloseOnEscapeKey: false });

        await PressAsync(dialogs, "Make a link");
        dialogs.WaitForElement("#shared-link", Patience);
        Assert.True(Done().HasAttribute("disabled"));

        // From within, after whatever waits for it has begun to wait.
        await dialogs.InvokeAsync(() => time.Advance(TimeSpan.FromSeconds(1)));
        dialogs.WaitForAssertion(() => Assert.False(Done().HasAttribute("disabled")), Patience);
        await PressAsync(dialogs, "Done");
        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".share")), Patience);

        IElement Done() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == "Done");
    }

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync(ShareKind kind, Guid? id)
    {
        var dialogs = Dialogs;
        var button = Render<ShareButton>(parameters => parameters.Add(share => share.Kind, kind).Add(share => share.SubjectId, id));
        await button.InvokeAsync(() => button.Find("button").Click());
        dialogs.WaitForElement(".share", Patience);
        return dialogs;
    }

    private static Task PressAsync(IRenderedComponent<MudDialogProvider> dialogs, string name) =>
        dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Contains(name, StringComparison.Ordinal)).Click());
}

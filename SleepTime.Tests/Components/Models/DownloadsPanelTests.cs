using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Web.Components.Pages.Models;

namespace SleepTime.Tests.Components.Models;

public sealed class DownloadsPanelTests : PageTest
{
    [Fact]
    public void Render_NothingYet_SaysSo() => Assert.Contains("Nothing was downloaded yet", Render<DownloadsPanel>().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Start_AReference_IsListedAndCanBePausedAndCancelled()
    {
        var time = new FakeTimeProvider();
        Services.AddSingleton<TimeProvider>(time);
        var panel = Render<DownloadsPanel>();
        Start(panel, "org/repo:Q4_K_M");
        panel.WaitForAssertion(() => Assert.Contains("Waits", Assert.Single(panel.FindAll(".download")).TextContent, StringComparison.Ordinal));

        await ClickAsync(panel, "Pause: org/repo:Q4_K_M");
        panel.WaitForAssertion(() => Assert.Contains("Paused", panel.Find(".download").TextContent, StringComparison.Ordinal));
        await ClickAsync(panel, "Resume: org/repo:Q4_K_M"); // the second of a double click
        Assert.Contains("Paused", panel.Find(".download").TextContent, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(1));
        await ClickAsync(panel, "Resume: org/repo:Q4_K_M");
        panel.WaitForAssertion(() => Assert.Contains("Waits", panel.Find(".download").TextContent, StringComparison.Ordinal));
        panel.Find("[aria-label='Cancel: org/repo:Q4_K_M']").Click();
        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll(".download")));
    }

    [Fact]
    public async Task Pause_Pressed_IsTheSameButtonThatResumes()
    {
        var panel = Render<DownloadsPanel>();
        Start(panel, "org/repo:Q4_K_M");
        panel.WaitForElement(".download");
        var pauses = Button("Pause: ");

        await ClickAsync(panel, "Pause: org/repo:Q4_K_M");

        panel.WaitForAssertion(() => Assert.Same(pauses, Button("Resume: ")));

        MudButton Button(string label) => panel.FindComponents<MudButton>().Single(button => button.Markup.Contains(label, StringComparison.Ordinal)).Instance;
    }

    [Fact]
    public void Start_SomethingElse_SaysWhatToWrite()
    {
        var panel = Render<DownloadsPanel>();

        Start(panel, "org/repo");

        panel.WaitForAssertion(() => Assert.Contains("name a quantisation, as in org/repo:Q4_K_M", panel.Markup, StringComparison.Ordinal));
        Assert.Empty(panel.FindAll(".download"));
    }

    [Fact]
    public void Render_DownloadsOfEveryState_TellsProgressFailureAndPath()
    {
        Keep(
            new DownloadRecord { Id = Guid.NewGuid(), Reference = "org/a:Q4_K_M", CreatedAt = default, State = DownloadState.Paused, Done = 1_200_000_000, Total = 4_400_000_000 },
            new DownloadRecord { Id = Guid.NewGuid(), Reference = "org/b:Q4_K_M", CreatedAt = default, State = DownloadState.Failed, Failure = "The hub is away." },
            new DownloadRecord { Id = Guid.NewGuid(), Reference = "org/c:Q4_K_M", CreatedAt = default, State = DownloadState.Completed, Done = 5, Total = 5, Path = "/hub/a model.gguf" });

        var rows = Render<DownloadsPanel>().FindAll(".download"); // the newest first

        Assert.Contains("--SleepTime:Model:Path=\"/hub/a model.gguf\"", rows[0].QuerySelector("code")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The hub is away.", rows[1].QuerySelector(".failure")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1.2 GB of 4.4 GB (27 %)", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("1200000000", rows[2].QuerySelector("progress")!.GetAttribute("value"));
    }

    [Fact]
    public void Cancel_WhatHasBytes_AsksFirst()
    {
        Keep(new DownloadRecord { Id = Guid.NewGuid(), Reference = "org/a:Q4_K_M", CreatedAt = default, State = DownloadState.Paused, Done = 1_200_000_000, Total = 4_400_000_000 });
        var panel = Render<DownloadsPanel>();
        _ = Dialogs;

        panel.Find("[aria-label='Cancel: org/a:Q4_K_M']").Click();

        Dialogs.WaitForAssertion(() => Assert.Contains("The 1.2 GB that were fetched are deleted.", Dialogs.Markup, StringComparison.Ordinal));
        Assert.Single(panel.FindAll(".download"));
    }

    [Fact]
    public void Render_Forbidden_SaysWhomToAsk()
    {
        Hub.AllowDownloads = false;

        var panel = Render<DownloadsPanel>();

        Assert.Contains("turned off on this server", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public void Figures_Running_TellSpeedAndTimeLeft()
    {
        var running = new ModelDownloadView(
            Guid.NewGuid(), "org/a:Q4_K_M", DownloadState.Running, DownloadPhase.Fetching, 400_000_000, 1_000_000_000, 10_000_000, "The connection broke.", new DateTimeOffset(2026, 3, 1, 12, 0, 4, TimeSpan.Zero), null, null, default);

        Assert.Equal("400 MB of 1 GB (40 %), 10 MB a second, 1 min 0 s left", DownloadWords.Figures(running));
        Assert.Equal("The connection broke. Next try in 4 s.", DownloadWords.Remark(running, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
    }

    private void Keep(params DownloadRecord[] downloads) => new DownloadListFile(DownloadsPath, NullLogger<DownloadListFile>.Instance).Write(downloads);

    private static Task ClickAsync(IRenderedComponent<DownloadsPanel> panel, string label) =>
        panel.InvokeAsync(() => panel.Find($"[aria-label='{label}']").ClickAsync(new MouseEventArgs()));

    private static void Start(IRenderedComponent<DownloadsPanel> panel, string reference)
    {
        panel.Find("input").Input(reference);
        panel.Find("form").Submit();
    }
}

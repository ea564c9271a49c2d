using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Models;

namespace SleepTime.Tests.Components.Models;

/// <summary>What the script of the page tells is told here by the tests.</summary>
public sealed class UploadPanelTests : PageTest
{
    [Fact]
    public async Task OnChosen_AModel_ShowsHowFarItIsUntilItEnds()
    {
        var panel = Render<UploadPanel>();

        Assert.True(await panel.InvokeAsync(() => panel.Instance.OnChosen("m.gguf", 4_000_000_000, "GGUF")));
        await panel.InvokeAsync(() => panel.Instance.OnProgress(1_000_000_000));

        Assert.Contains("1 GB of 4 GB (25 %)", panel.Find(".sending").TextContent, StringComparison.Ordinal);
        Assert.Equal("1000000000", panel.Find("progress").GetAttribute("value"));
        Assert.Empty(panel.FindAll("input"));
        await panel.InvokeAsync(() => panel.Instance.OnFinished("m.gguf", -1, ""));
        Assert.Empty(panel.FindAll(".sending"));
        Assert.Empty(panel.FindAll(".problem"));
    }

    [Theory]
    [InlineData("m.bin", 4, "GGUF", "does not end in .gguf")]
    [InlineData("m.gguf", 4, "%PDF", "does not begin like a GGUF file")]
    [InlineData("m.gguf", 200_000_000_000, "GGUF", "SleepTime:Models:MaxUploadMegabytes")]
    public async Task OnChosen_WhatWouldBeRefused_SendsNothing(string name, long bytes, string head, string words)
    {
        var panel = Render<UploadPanel>();

        Assert.False(await panel.InvokeAsync(() => panel.Instance.OnChosen(name, bytes, head)));

        Assert.Contains(words, panel.Find(".problem").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(".sending"));
    }

    [Theory]
    [InlineData(422, """{"detail": "It is cut off."}""", "m.gguf was not taken. It is cut off.")]
    [InlineData(502, "<html>", "m.gguf was not taken. The server answered 502: send it again.")]
    [InlineData(0, "", "m.gguf was not sent: the connection broke off. Nothing of it stayed; send it again.")]
    public async Task OnFinished_NotTaken_SaysWhy(int status, string body, string words)
    {
        var panel = Render<UploadPanel>();
        await panel.InvokeAsync(() => panel.Instance.OnChosen("m.gguf", 4, "GGUF"));

        await panel.InvokeAsync(() => panel.Instance.OnFinished("m.gguf", status, body));

        Assert.Equal(words, panel.Find(".problem").TextContent);
    }

    [Fact]
    public async Task OnFinished_WhileAnotherPageWasLookedAt_NamesTheFile()
    {
        var panel = Render<UploadPanel>();

        await panel.InvokeAsync(() => panel.Instance.OnFinished("large.gguf", 507, """{"detail": "The disk is full."}"""));

        Assert.Equal("large.gguf was not taken. The disk is full.", panel.Find(".problem").TextContent);
    }

    [Fact]
    public async Task OnFinished_ToldAgain_SaysItOnceAndLeavesTheNextOneAlone()
    {
        var panel = Render<UploadPanel>();
        await panel.InvokeAsync(() => panel.Instance.OnChosen("a.gguf", 4, "GGUF"));
        await panel.InvokeAsync(() => panel.Instance.OnFinished("a.gguf", 0, ""));
        await panel.InvokeAsync(() => panel.Instance.OnFinished("a.gguf", 0, ""));
        Assert.Single(panel.FindAll(".problem"));
        Assert.Single(panel.FindAll("input"));

        await panel.InvokeAsync(() => panel.Instance.OnChosen("b.gguf", 4, "GGUF"));
        await panel.InvokeAsync(() => panel.Instance.OnFinished("a.gguf", 0, ""));

        Assert.Contains("b.gguf", panel.Find(".sending").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll(".problem"));
    }

    [Fact]
    public async Task Dispose_BeforeTheScriptHasArrived_AttachesNothing()
    {
        var arrives = new TaskCompletionSource();
        var script = new PendingScript { Waits = name => name == "import" ? arrives.Task : null };
        Services.AddSingleton<IJSRuntime>(script);
        Render<UploadPanel>();

        await DisposeComponentsAsync();
        arrives.SetResult();
        await SleepTimeApp.WaitAsync("the script to be given back", () => Task.FromResult(script.IsDisposed));

        Assert.DoesNotContain(script.Calls, call => call.Name == "attach");
    }

    [Fact]
    public async Task Cancel_WhileItIsSent_AsksFirst()
    {
        var panel = Render<UploadPanel>();
        _ = Dialogs;
        await panel.InvokeAsync(() => panel.Instance.OnChosen("m.gguf", 4_000_000_000, "GGUF"));

        panel.Find("[aria-label='Cancel: m.gguf']").Click();
        Dialogs.WaitForAssertion(() => Assert.Contains("Stop sending m.gguf?", Dialogs.Markup, StringComparison.Ordinal));
        Assert.Empty(JSInterop.Invocations["cancel"]);
        Dialogs.WaitForElement(".mud-dialog-actions .mud-button-filled").Click();

        panel.WaitForAssertion(() => Assert.Single(JSInterop.Invocations["cancel"]));
    }

    [Fact]
    public async Task Cancel_SentBeforeItIsConfirmed_CancelsNothing()
    {
        var panel = Render<UploadPanel>();
        _ = Dialogs;
        await panel.InvokeAsync(() => panel.Instance.OnChosen("m.gguf", 4_000_000_000, "GGUF"));

        panel.Find("[aria-label='Cancel: m.gguf']").Click();
        var stop = Dialogs.WaitForElement(".mud-dialog-actions .mud-button-filled");
        await panel.InvokeAsync(() => panel.Instance.OnFinished("m.gguf", 201, ""));
        stop.Click();

        Dialogs.WaitForAssertion(() => Assert.Empty(Dialogs.FindAll(".mud-dialog")));
        Assert.Empty(JSInterop.Invocations["cancel"]);
    }

    [Fact]
    public void Delete_AModelThatWasSent_AsksFirst()
    {
        Directory.CreateDirectory(ModelsPath);
        File.WriteAllText(Path.Combine(ModelsPath, "m.gguf"), "GGUF");
        var panel = Render<UploadPanel>();
        _ = Dialogs;

        panel.Find("[aria-label='Delete: m.gguf']").Click();
        Dialogs.WaitForElement(".mud-dialog-actions .mud-button-filled").Click();

        panel.WaitForAssertion(() => Assert.Empty(panel.FindAll(".files li")));
        Assert.Empty(Directory.EnumerateFiles(ModelsPath));
    }

    [Fact]
    public void Render_SwitchingForbidden_SaysWhomToAsk()
    {
        Switching.Allowed = false;

        var panel = Render<UploadPanel>();

        Assert.Contains("Ask whoever runs it", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("input"));
    }
}

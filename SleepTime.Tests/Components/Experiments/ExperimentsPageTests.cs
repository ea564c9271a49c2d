using SleepTime.Tests.Support;
using System.Text;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Extensions;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Web.Components.Pages.Experiments;

namespace SleepTime.Tests.Components.Experiments;

public sealed class ExperimentsPageTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public void Page_NothingYet_OffersTheReadyOnes()
    {
        var page = Open();

        Assert.Contains("No experiment yet", page.Markup, StringComparison.Ordinal);
        Assert.Equal(7, page.FindAll(".ready li").Count);
        page.WaitForAssertion(() => Assert.Contains("150 contexts, 1,500 questions, built in", page.Find(".sets li").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ReadyExperiment_IsInTheListAndCanBeSteered()
    {
        var time = new FakeTimeProvider();
        Services.AddSingleton<TimeProvider>(time);
        var dialogs = Dialogs;
        var page = Open();

        await ClickAsync(page, "Start: Accuracy against tokens");
        page.WaitForAssertion(() => Assert.Contains("Waiting", page.Find(".experiment").TextContent, StringComparison.Ordinal), Patience);
        Assert.Contains("0 of 3,000 answers", page.Find(".experiment").TextContent, StringComparison.Ordinal);

        await SteerAsync("Pause: Accuracy against tokens");
        page.WaitForAssertion(() => Assert.Contains("Paused", page.Find(".experiment").TextContent, StringComparison.Ordinal), Patience);
        await SteerAsync("Go on: Accuracy against tokens"); // the second of a double click
        Assert.Contains("Paused", page.Find(".experiment").TextContent, StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(1));
        await SteerAsync("Go on: Accuracy against tokens");
        page.WaitForAssertion(() => Assert.Contains("Waiting", page.Find(".experiment").TextContent, StringComparison.Ordinal), Patience);
        await ClickAsync(page, "Cancel: Accuracy against tokens");
        dialogs.WaitForAssertion(() => Assert.Contains("It ends for good.", dialogs.Markup, StringComparison.Ordinal), Patience);
        await PressAsync(dialogs, "Cancel it");
        page.WaitForAssertion(() => Assert.Contains("Cancelled", page.Find(".experiment").TextContent, StringComparison.Ordinal), Patience);

        // Until all of it is done.
        Task SteerAsync(string label) => page.InvokeAsync(() => page.Find($"button[aria-label='{label}']").ClickAsync(new MouseEventArgs()));
    }

    [Fact]
    public async Task Start_DoubleClick_MakesOneExperiment()
    {
        var page = Open();
        var button = page.FindComponents<MudButton>().Single(button => button.Markup.Contains("Start: Accuracy against tokens", StringComparison.Ordinal));

        // In one go, so that nothing else happens between the two.
        await page.InvokeAsync(() =>
        {
            Start().Click();
            Assert.True(Start().HasAttribute("disabled"));
            // The browser sent it before it was told.
            return button.Instance.OnClick.InvokeAsync();
        });

        page.WaitForAssertion(() => Assert.False(Start().HasAttribute("disabled")), Patience);
        Assert.Single((await Engine.Get<ExperimentService>().ListAsync(1, 5, CancellationToken.None)).Items);

        IElement Start() => page.Find("button[aria-label='Start: Accuracy against tokens']");
    }

    [Fact]
    public async Task New_SomethingChosen_AsksBeforeItIsLost()
    {
        var dialogs = Dialogs;
        var page = Open();
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Contains("New experiment", StringComparison.Ordinal)).Click());
        dialogs.WaitForElement(".experiment", Patience);
        Assert.True(dialogs.FindComponent<MudDialogContainer>().Instance.GetState(container => container.Options) is { BackdropClick: false, CloseOnEscapeKey: false });

        await dialogs.InvokeAsync(() => dialogs.FindAll(".st-segments input")[2].Change(false));
        await PressAsync(dialogs, "Cancel");
        dialogs.WaitForAssertion(() => Assert.Contains("Discard the experiment?", dialogs.Markup, StringComparison.Ordinal), Patience);
        Assert.NotEmpty(dialogs.FindAll(".experiment"));
        await PressAsync(dialogs, "Discard it");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".experiment")), Patience);
        Assert.Empty((await Engine.Get<ExperimentService>().ListAsync(1, 5, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task New_NothingChosen_IsCancelledAtOnce()
    {
        var dialogs = Dialogs;
        var page = Open();
        await ClickAsync(page, "Adjust: Against parallel sampling");
        dialogs.WaitForElement(".experiment", Patience);

        await PressAsync(dialogs, "Cancel");

        dialogs.WaitForAssertion(() => Assert.Empty(dialogs.FindAll(".experiment")), Patience);
    }

    [Fact]
    public async Task New_OneOfItsOwn_SaysWhatIsUnknownAndWhatIsWrong()
    {
        var dialogs = Dialogs;
        var page = Open();
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Contains("New experiment", StringComparison.Ordinal)).Click());
        dialogs.WaitForAssertion(() => Assert.Contains("About 120 answers on 30 contexts. Tokens and time are unknown", dialogs.Markup, StringComparison.Ordinal), Patience);

        // Verbosity 0 goes, and with it the last one.
        await dialogs.InvokeAsync(() => dialogs.FindAll(".st-segments input")[2].Change(false));
        await PressAsync(dialogs, "Start");
        dialogs.WaitForAssertion(() => Assert.Contains("verbosities is empty", dialogs.Find(".st-problem").TextContent, StringComparison.Ordinal), Patience);

        await dialogs.InvokeAsync(() => dialogs.FindAll(".st-segments input")[4].Change(true));
        await PressAsync(dialogs, "Start");
        page.WaitForAssertion(() => Assert.Contains("Experiment", page.Find(".experiment .name").TextContent, StringComparison.Ordinal), Patience);
        var made = Assert.Single((await Engine.Get<ExperimentService>().ListAsync(1, 5, CancellationToken.None)).Items);
        Assert.Equal([2], made.Experiment.Plan.Verbosities);
    }

    [Fact]
    public async Task Adjust_ReadyExperiment_BeginsWithItsPlan()
    {
        var dialogs = Dialogs;
        var page = Open();

        await ClickAsync(page, "Adjust: Against parallel sampling");

        dialogs.WaitForAssertion(() => Assert.Contains("About 1,600 answers on 40 contexts", dialogs.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Import_TableWithOtherHeads_IsPreviewedAndImportedByChosenColumns()
    {
        var dialogs = Dialogs;
        var page = await ChooseAsync("table.csv", "text,asks,right\nMaya has 3 marbles.,How many?,3\nFinn has 4.,How many?,\n");
        dialogs.WaitForAssertion(() => Assert.Contains("no column “question”", dialogs.Markup, StringComparison.Ordinal), Patience);

        foreach (var (at, name) in ((int, string)[])[(0, "text"), (1, "asks"), (2, "right")])
            await dialogs.InvokeAsync(() => dialogs.FindAll(".columns select")[at].Change(name));
        dialogs.WaitForAssertion(() => Assert.Contains("1 context with 1 question can be imported; 1 row has something wrong", dialogs.Markup, StringComparison.Ordinal), Patience);
        Assert.True(ImportButton(dialogs).HasAttribute("disabled"));

        await dialogs.InvokeAsync(() => dialogs.FindAll("input[type=checkbox]")[^1].Change(true));
        dialogs.WaitForAssertion(() => Assert.False(ImportButton(dialogs).HasAttribute("disabled")), Patience); // the file may still be looked through
        await dialogs.InvokeAsync(() => ImportButton(dialogs).Click());
        page.WaitForAssertion(() => Assert.Contains("1 context, 1 question, by", page.FindAll(".sets li")[1].TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal("table", (await Engine.Get<DataSetLibrary>().ListAsync(CancellationToken.None))[1].Name);
    }

    [Fact]
    public async Task Import_CancelledWithAFileChosen_AsksBeforeItIsLost()
    {
        var dialogs = Dialogs;
        await ChooseAsync("set.csv", "context,question,answer\nMaya has 3 marbles.,How many?,3\n");
        dialogs.WaitForAssertion(() => Assert.False(ImportButton(dialogs).HasAttribute("disabled")), Patience);

        await dialogs.InvokeAsync(() => dialogs.Find("form.import").KeyDown(new KeyboardEventArgs { Key = "Escape" }));

        dialogs.WaitForAssertion(() => Assert.Contains("Nothing of this file has been stored.", dialogs.Markup, StringComparison.Ordinal), Patience);
        Assert.NotEmpty(dialogs.FindAll("form.import"));
    }

    [Fact]
    public async Task Import_EmptyFile_SaysWhatToDo()
    {
        var dialogs = Dialogs;
        await ChooseAsync("empty.jsonl", "");

        dialogs.WaitForAssertion(() => Assert.Contains("The file is empty. Choose one with contexts, questions and answers.", dialogs.Markup, StringComparison.Ordinal), Patience);
        Assert.True(ImportButton(dialogs).HasAttribute("disabled"));
    }

    private async Task<IRenderedComponent<ExperimentsPage>> ChooseAsync(string name, string content)
    {
        var page = Open();
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent.Trim() == "Import").Click());
        var input = Dialogs.WaitForComponent<InputFile>(Patience);
        // It waits for the handler, which needs the dispatcher: not from there.
        await Task.Run(() => input.UploadFiles(InputFileContent.CreateFromBinary(Encoding.UTF8.GetBytes(content), name)), Xunit.TestContext.Current.CancellationToken);
        return page;
    }

    private IRenderedComponent<ExperimentsPage> Open()
    {
        var page = Render<ExperimentsPage>();
        page.WaitForElement(".sets li", Patience);
        return page;
    }

    private static IElement ImportButton(IRenderedComponent<MudDialogProvider> dialogs) => dialogs.FindAll("button").Last(button => button.TextContent.Trim().StartsWith("Import", StringComparison.Ordinal));

    private static Task ClickAsync(IRenderedComponent<ExperimentsPage> page, string label) => page.InvokeAsync(() => page.Find($"button[aria-label='{label}']").Click());

    private static Task PressAsync(IRenderedComponent<MudDialogProvider> dialogs, string label) =>
        dialogs.InvokeAsync(() => dialogs.FindAll("button").Single(button => button.TextContent.Trim() == label).Click());
}

using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Tests.Sleeping.Sections;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

/// <summary>What the Ask page says of an answer on a text that is read in sections.</summary>
public sealed class GivenWordsTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    [Fact]
    public void Summary_SectionsAndNotes_CountsBoth()
    {
        var given = new RunGiven
        {
            RunId = Guid.Empty, Sections = 12, Matched = true,
            Items =
            [
                new(GivenKind.MergedNotes, Guid.Empty, 0, "The whole text", 40, 4), new(GivenKind.SectionNotes, Guid.Empty, 3, "Dunmere", 20, 2),
                new(GivenKind.Section, Guid.Empty, 3, "Dunmere", 200), new(GivenKind.Section, Guid.Empty, 5, "Fernhill", 210),
            ],
        };

        Assert.Equal("Given 2 of 12 sections and 6 notes.", GivenWords.Summary(given.Sections, given.Items));
        Assert.Equal(["4 notes of", "2 notes of", "Text of", "Text of"], given.Items.Select(GivenWords.Kind));
    }

    [Fact]
    public async Task Ask_OnALongText_BothColumnsListWhatTheyWereGivenAndCiteTheNoteOfTheSection()
    {
        var sleeps = LongTexts.Reply();
        Model.Reply = prompt => prompt.Contains("Question:", StringComparison.Ordinal) ? "Answer: 32" : sleeps(prompt);
        var context = await AddContextAsync("Towns", LongTexts.Of([.. Enumerable.Range(1, 40).Select(number => $"Town{number}")]));
        await Engine.SleepAsync();
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many boats has Town30?", Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Owner = TestEngine.Owner }, CancellationToken.None);

        Address = $"/ask?context={context.Id}&comparison={asked.ComparisonId}";
        var page = Render<AskPage>();

        page.WaitForAssertion(() => Assert.Equal(["Given 1 of 40 sections.", "Given 1 of 40 sections and 2 notes."], page.FindAll(".given summary").Select(summary => summary.TextContent)), Patience);
        Assert.All(page.FindAll(".given a"), link => Assert.Equal($"/contexts/{context.Id}?section=30#sections", link.GetAttribute("href")));
        page.WaitForAssertion(() => Assert.Equal("The harbour of Town30 has 32 boats.", page.Find(".cited").TextContent), Patience);
        await page.InvokeAsync(() => page.Find(".cited").Click());
        Assert.Contains("The harbour of Town30 has 32 boats.", page.Find(".source mark").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_NoWordOfTheText_SaysSo()
    {
        Model.Reply = _ => "Answer: unknown";
        var context = await AddContextAsync("Towns", LongTexts.Of([.. Enumerable.Range(1, 40).Select(number => $"Town{number}")]));
        var asked = await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "Quo vadis?", Modes = [AnswerMode.Standard], Owner = TestEngine.Owner }, CancellationToken.None);

        Address = $"/ask?context={context.Id}&run={asked.Runs[0].Id}";
        var page = Render<AskPage>();

        page.WaitForAssertion(() => Assert.Equal(GivenWords.Unmatched, page.Find(".unmatched").TextContent), Patience);
    }
}

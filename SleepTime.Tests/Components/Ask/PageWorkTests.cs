using System.Diagnostics;
using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

/// <summary>What pages cost the server while an answer is written. Measured on request only: the machine has to be quiet.</summary>
public sealed class PageWorkTests : PageTest
{
    private const int Tokens = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact(Explicit = true)]
    public async Task Follow_TwentyPages_CostLessThanAMillisecondAToken()
    {
        Model.Reply = _ => string.Concat(Enumerable.Repeat("Take **8** and `5`, 13.\n\n", (Tokens / 25) + 1))[..Tokens];
        using var never = new ManualResetEventSlim();
        Model.OnDecode = _ => never.Wait(10, CancellationToken.None); // at most 100 tokens a second
        await MeasureAsync(pages: 20); // not counted: what only the first time costs
        var without = await MeasureAsync(pages: 0);
        var with = await MeasureAsync(pages: 20);

        var each = (with - without).TotalMilliseconds / Tokens / 20;
        Xunit.TestContext.Current.SendDiagnosticMessage($"{each:0.000} ms of processor time a token and page, {each * 20:0.00} ms a token for all 20.");
        Assert.InRange(each, 0, 1);
    }

    private async Task<TimeSpan> MeasureAsync(int pages)
    {
        var context = await AddContextAsync($"Maya has {pages} marbles, {Guid.NewGuid()}.");
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var run = (await Engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = context.Id, Question = "How many?", Modes = [AnswerMode.Standard], MaxTokens = Tokens, Owner = "local" }, CancellationToken.None)).Runs[0];
        var shown = Enumerable.Range(0, pages)
            .Select(_ => Render<AnswerColumn>(parameters => parameters.Add(column => column.Run, run).Add(column => column.Name, "Standard").Add(column => column.ContextText, context.Text)))
            .ToList();
        var ended = await Engine.EndOfAsync(run);
        foreach (var page in shown)
            page.WaitForElement(".thumbs", Patience);
        Assert.Equal(Tokens, ended.Usage!.CompletionTokens);
        return Process.GetCurrentProcess().TotalProcessorTime - before;
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Memory;

namespace SleepTime.Benchmarks.Browsers;

/// <summary>How soon somebody who asks sees the first stage of both answers.</summary>
internal static class AskTiming
{
    // From the click to the first picture on which each column of this question has a stage: what is drawn in a frame is
    // looked at in the next.
    private const string AwaitClick = """
        question => { window.shown = new Promise((done, fail) => document.addEventListener("click", () => {
          const since = performance.now();
          const look = () => {
            const columns = document.querySelector("#answers-title")?.textContent === question ? [...document.querySelectorAll(".st-answer .st-badge")] : [];
            if (columns.length >= 2 && columns.every(stage => stage.textContent.trim() !== "" && stage.getClientRects().length > 0)) return done(performance.now() - since);
            if (performance.now() - since > 60000) return fail(new Error("No stage was shown within a minute."));
            requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }, { capture: true, once: true })); }
        """;

    public static async Task<Series> MeasureAsync(OpenBrowser browser, ServerProcess server, int width, int questions)
    {
        var contexts = await server.Client.GetFromJsonAsync<JsonElement>("api/v1/contexts");
        var ids = contexts.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).ToList();
        List<double> times = [];
        for (var asked = 0; asked <= questions; asked++)
        {
            var page = await browser.GoAsync(server.Client.BaseAddress!, $"ask?context={ids[asked % ids.Count]}", width);
            var question = $"How many are left in all, asked for the {asked + 1}. time on {width} pixels?";
            await page.GetByRole(AriaRole.Textbox, new() { Name = "Question", Exact = true }).FillAsync(question);
            await page.EvaluateAsync(AwaitClick, question);
            await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
            var took = await page.EvaluateAsync<double>("shown");
            // The first pays for what only the start of the server costs.
            if (asked > 0)
                times.Add(took);
            await page.GetByRole(AriaRole.Button, new() { Name = "Ask again" }).WaitForAsync();
            await page.Context.CloseAsync();
        }
        return new Series(times);
    }
}

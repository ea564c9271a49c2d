using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Tests.Components.Queue;

/// <summary>Pausing and resuming, all of the queue or one job, by buttons that turn into each other.</summary>
public sealed class QueuePauseTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;
    private readonly FakeTimeProvider _time = new();
    private readonly List<JobCommand> _asked = [];

    [Fact]
    public async Task Pause_ThenResume_IsShownAndStored()
    {
        var page = Open();
        await ClickAsync(page, "Pause the queue");
        page.WaitForAssertion(() => Assert.Contains("Resume the queue", page.Find(".st-page-actions").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(Engine.Get<SleepQueue>().Status.Paused);

        _time.Advance(TimeSpan.FromSeconds(1));
        await ClickAsync(page, "Resume the queue");
        page.WaitForAssertion(() => Assert.Contains("Pause the queue", page.Find(".st-page-actions").TextContent, StringComparison.Ordinal), Patience);
        Assert.False(Engine.Get<SleepQueue>().Status.Paused);
    }

    [Fact]
    public async Task Pause_DoubleClick_StaysPaused()
    {
        var page = Open();
        await ClickAsync(page, "Pause the queue");
        page.WaitForAssertion(() => Assert.Contains("Resume the queue", page.Find(".st-page-actions").TextContent, StringComparison.Ordinal), Patience);

        await ClickAsync(page, "Resume the queue");

        Assert.True(Engine.Get<SleepQueue>().Status.Paused);
    }

    [Fact]
    public async Task Pause_AColleaguePausedAMomentBefore_StaysPaused()
    {
        var page = Open();

        await page.InvokeAsync(() =>
        {
            var pause = Button(page, "Pause the queue");
            Engine.Get<SleepQueue>().PauseAsync(CancellationToken.None).GetAwaiter().GetResult(); // and the page has not heard of it yet
            pause.Click();
        });

        page.WaitForAssertion(() => Assert.Contains("Resume the queue", page.Find(".st-page-actions").TextContent, StringComparison.Ordinal), Patience);
        Assert.True(Engine.Get<SleepQueue>().Status.Paused);
    }

    [Fact]
    public async Task PauseOne_DoubleClick_ResumesNothingUntilAMomentLater()
    {
        var running = JobBuilder.Job();
        var actions = Open(running);
        await PressAsync(actions, "Pause");
        actions.Render(parameters => parameters.Add(shown => shown.Job, running with { State = SleepJobState.Queued, Paused = true }));

        await PressAsync(actions, "Resume");
        Assert.Equal([JobCommand.Pause], _asked);

        _time.Advance(TimeSpan.FromSeconds(1));
        await PressAsync(actions, "Resume");
        Assert.Equal([JobCommand.Pause, JobCommand.Resume], _asked);
    }

    [Fact]
    public async Task MoveDown_PressedTwiceAtOnce_IsAskedForTwice()
    {
        var actions = Open(JobBuilder.Job(SleepJobState.Queued));

        await PressAsync(actions, "Move down");
        await PressAsync(actions, "Move down");

        Assert.Equal([JobCommand.Down, JobCommand.Down], _asked);
    }

    private IRenderedComponent<QueuePage> Open()
    {
        Services.AddSingleton<TimeProvider>(_time);
        return Render<QueuePage>();
    }

    private IRenderedComponent<JobActions> Open(SleepJobView job)
    {
        Services.AddSingleton<TimeProvider>(_time);
        return Render<JobActions>(parameters => parameters.Add(actions => actions.Job, job).Add(actions => actions.OnCommand, command => _asked.Add(command)));
    }

    private static Task ClickAsync(IRenderedComponent<QueuePage> page, string text) => page.InvokeAsync(() => Button(page, text).ClickAsync(new MouseEventArgs()));

    private static Task PressAsync(IRenderedComponent<JobActions> actions, string label) =>
        actions.InvokeAsync(() => actions.Find($"button[aria-label='{label}: the sleep on Marbles']").ClickAsync(new MouseEventArgs()));

    private static IElement Button(IRenderedComponent<QueuePage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent.Trim().EndsWith(text, StringComparison.Ordinal));
}

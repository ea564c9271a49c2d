using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Answering;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Live;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>One run as it goes on, from its start, whenever the page came. Renders itself only.</summary>
public sealed partial class AnswerColumn : LiveComponent
{
    private RunView _view = new();
    private CoalescingTimer _render = null!;
    private bool _lost;

    [Inject]
    private RunRegistry Registry { get; set; } = null!;

    [Parameter, EditorRequired]
    public required Run Run { get; set; }

    /// <summary>The right answer, where it is known.</summary>
    [Parameter]
    public string? Expected { get; set; }

    [Parameter]
    public EventCallback<Run> Ended { get; set; }

    [Parameter]
    public EventCallback AskAgain { get; set; }

    protected override void OnInitialized()
    {
        _render = Coalesce(TextInterval, () => Task.CompletedTask);
        _ = FollowAsync();
    }

    private async Task FollowAsync()
    {
        var began = Time.GetTimestamp();
        try
        {
            await foreach (var happened in Registry.WatchAsync(Run.Id, Gone))
            {
                _view = _view.After(happened, Time.GetElapsedTime(began));
                _render.Trigger();
            }
            if (_view.Ended is { } ended)
                await Ended.InvokeAsync(ended);
        }
        catch (OperationCanceledException) when (Gone.IsCancellationRequested)
        {
        }
        catch (KeyNotFoundException)
        {
            _lost = true;
            _render.Trigger();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}

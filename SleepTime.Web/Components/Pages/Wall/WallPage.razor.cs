using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Overview;
using SleepTime.Web.Components.Pages.Overview;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;
using SleepTime.Web.Live;

namespace SleepTime.Web.Components.Pages.Wall;

/// <summary>The Overview for a screen that hangs on a wall: large, by itself, with nothing to touch.</summary>
public sealed partial class WallPage : LiveComponent
{
    private const int MostAlerts = 4;
    private const int MostComparisons = 4;
    private Loader<TeamOverview> _overview = null!;
    private LiveStatus _status = null!;
    private IDisposable? _watch;

    [Inject]
    private OverviewBoard Board { get; set; } = null!;

    [Inject]
    private LiveStatusReader Status { get; set; } = null!;

    /// <summary>Dark unless it says light: it hangs in a room where people work.</summary>
    [SupplyParameterFromQuery(Name = "theme")]
    public string? Theme { get; set; }

    protected override Task OnInitializedAsync()
    {
        _overview = new("The figures could not be read", cancellationToken => Board.ReadWatchedAsync(LocalUser.Name, cancellationToken));
        _status = Status.Read(null);
        RefreshOn(LiveStatusReader.Concerns, ListInterval, ReadStatusAsync);
        _watch = Board.Watch(Coalesce(ListInterval, LoadAsync).Trigger);
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        await _overview.LoadAsync();
        await ReadStatusAsync();
    }

    private Task ReadStatusAsync()
    {
        _status = Status.Read(_overview.Value);
        return Task.CompletedTask;
    }

    protected override ValueTask OnDisposingAsync()
    {
        _watch?.Dispose();
        _overview.Dispose();
        return ValueTask.CompletedTask;
    }
}

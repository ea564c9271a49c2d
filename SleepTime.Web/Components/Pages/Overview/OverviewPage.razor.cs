using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Overview;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;
using SleepTime.Web.Live;

namespace SleepTime.Web.Components.Pages.Overview;

public sealed partial class OverviewPage : LiveComponent
{
    private const int RowsShown = 8;
    private Loader<TeamOverview> _overview = null!;
    private IDisposable? _watch;

    [Inject]
    private OverviewBoard Board { get; set; } = null!;

    protected override Task OnInitializedAsync()
    {
        _overview = new("The figures could not be read", cancellationToken => Board.ReadWatchedAsync(LocalUser.Name, cancellationToken));
        _watch = Board.Watch(Coalesce(ListInterval, _overview.LoadAsync).Trigger); // first, so that nothing is missed that happens while it is read
        return _overview.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _watch?.Dispose();
        _overview.Dispose();
        return ValueTask.CompletedTask;
    }
}

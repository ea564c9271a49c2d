using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Insights;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Components.Pages.Overview;

public sealed partial class OverviewPage : LiveComponent
{
    // A sleep job that writes tells so four times a second; sums over everything stored need not follow each.
    private static readonly TimeSpan FigureInterval = TimeSpan.FromSeconds(1);

    private Loader<OverviewFigures> _figures = null!;

    [Inject]
    private OverviewService Overview { get; set; } = null!;

    protected override Task OnInitializedAsync()
    {
        _figures = new("The figures could not be read", cancellationToken => Overview.GetAsync(LocalUser.Name, cancellationToken));
        RefreshOn(activity => activity is ContextChanged or JobChanged or RunChanged or FeedbackChanged, FigureInterval, _figures.LoadAsync);
        return _figures.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _figures.Dispose();
        return ValueTask.CompletedTask;
    }
}

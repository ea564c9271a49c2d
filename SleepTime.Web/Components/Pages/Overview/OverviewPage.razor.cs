using Microsoft.AspNetCore.Components;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Insights;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Overview;

public sealed partial class OverviewPage : LiveComponent
{
    private Loader<OverviewFigures> _figures = null!;

    [Inject]
    private OverviewService Overview { get; set; } = null!;

    protected override Task OnInitializedAsync()
    {
        _figures = new("The figures could not be read", Overview.GetAsync);
        RefreshOn(activity => activity is ContextChanged or JobChanged or RunChanged, ListInterval, _figures.LoadAsync);
        return _figures.LoadAsync();
    }

    protected override ValueTask OnDisposingAsync()
    {
        _figures.Dispose();
        return ValueTask.CompletedTask;
    }
}

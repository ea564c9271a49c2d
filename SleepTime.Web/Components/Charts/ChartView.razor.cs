using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Charts;

/// <summary>Where a chart of any kind is drawn, once, and then updated; below it its table.</summary>
public sealed partial class ChartView : IAsyncDisposable
{
    private ElementReference _canvas;
    private IJSObjectReference? _module;
    private IJSObjectReference? _chart;
    private IDrawing? _drawn;
    private bool _failed;
    private bool _disposed;

    [Inject]
    private IJSRuntime JS { get; set; } = null!;

    [Parameter, EditorRequired]
    public required IDrawing Data { get; set; }

    /// <summary>What the chart shows, in a sentence.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    /// <summary>Shown in place of the chart while there is nothing to draw.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Which colour is what, where the script does not say it.</summary>
    [Parameter]
    public RenderFragment? Legend { get; set; }

    /// <summary>The same figures in numbers, given whether they are to be open because the chart could not be drawn.</summary>
    [Parameter]
    public RenderFragment<bool>? Table { get; set; }

    private string HeightStyle => $"min-height:{Data.Height}px";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_failed || Data.Shows(_drawn))
            return;
        if (Data.IsEmpty)
        {
            await ForgetChartAsync();
            return;
        }

        var first = _drawn is null;
        _drawn = Data;
        try
        {
            if (first)
                await DrawAsync();
            else if (_chart is not null)
                await _chart.InvokeVoidAsync("update", Data);
        }
        catch (JSException)
        {
            _failed = true;
            StateHasChanged();
        }
    }

    private async Task DrawAsync()
    {
        _module ??= await JS.InvokeAsync<IJSObjectReference>("import", "./js/charts.js");
        var drawn = Data;
        var chart = await _module.InvokeAsync<IJSObjectReference>("create", _canvas, drawn);
        if (_disposed || Data.IsEmpty)
        {
            await chart.DisposeQuietlyAsync("destroy");
            return;
        }

        _chart = chart;
        if (!Data.Shows(drawn)) // changed while the library was being loaded
            await _chart.InvokeVoidAsync("update", _drawn = Data);
    }

    private async Task ForgetChartAsync()
    {
        await _chart.DisposeQuietlyAsync("destroy");
        (_chart, _drawn) = (null, null);
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await ForgetChartAsync();
        await _module.DisposeQuietlyAsync();
    }
}

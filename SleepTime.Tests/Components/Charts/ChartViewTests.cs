using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Charts;

namespace SleepTime.Tests.Components.Charts;

public sealed class ChartViewTests : PageTest
{
    [Fact]
    public async Task Data_ChangesWhileTheFirstIsDrawn_IsDrawnThen()
    {
        var drawn = new TaskCompletionSource();
        var script = new PendingScript { Waits = name => name == "create" ? drawn.Task : null };
        Services.AddSingleton<IJSRuntime>(script);
        var chart = Render<ChartView>(chart => chart.Add(view => view.Label, "Tokens").Add(view => view.Data, new Drawing(1)));

        chart.Render(chart => chart.Add(view => view.Data, new Drawing(2)));
        drawn.SetResult();
        await SleepTimeApp.WaitAsync("the update", () => Task.FromResult(script.Calls.Any(call => call.Name == "update")));

        Assert.Equal(new Drawing(1), script.Calls.Single(call => call.Name == "create").Arguments[1]);
        Assert.Equal(new Drawing(2), script.Calls.Single(call => call.Name == "update").Arguments[0]);
    }

    private sealed record Drawing(int Number) : IDrawing
    {
        public string Kind => "bars";

        public int Height => 100;

        public bool IsEmpty => false;

        public bool Shows(IDrawing? other) => Equals(other);
    }
}

using Bunit;
using MudBlazor.Services;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class LoadViewTests : BunitContext, IAsyncLifetime
{
    private readonly Queue<Func<string>> _reads = new();
    private readonly Loader<string> _loader;

    public LoadViewTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        _loader = new Loader<string>("The list could not be read", _ => Task.FromResult(_reads.Dequeue()()));
    }

    [Fact]
    public void Render_NothingReadYet_IsBusy() => Assert.NotEmpty(RenderView().FindAll("[aria-busy=true]"));

    [Fact]
    public async Task Render_ReadFailed_SaysWhyAndTriesAgain()
    {
        _reads.Enqueue(() => throw new IOException("disk full"));
        _reads.Enqueue(() => "three rows");
        await _loader.LoadAsync();
        var view = RenderView();
        Assert.Contains("The list could not be read (disk full)", view.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await view.InvokeAsync(() => view.Find("button").Click());

        Assert.Contains("three rows", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_RefreshFailed_KeepsTheValueAndSaysItMayBeOld()
    {
        _reads.Enqueue(() => "three rows");
        _reads.Enqueue(() => throw new IOException("disk full"));
        await _loader.LoadAsync();
        await _loader.LoadAsync();

        var view = RenderView();

        Assert.Contains("three rows", view.Markup, StringComparison.Ordinal);
        Assert.Contains("may be out of date", view.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryAgain_ReadUnderWay_CannotBePressedAgain()
    {
        var again = new TaskCompletionSource();
        _reads.Enqueue(() => throw new IOException("disk full"));
        await _loader.LoadAsync();
        var view = RenderView();
        view.Render(parameters => parameters.Add(view => view.Retry, () => again.Task));

        view.Find("button").Click();

        Assert.True(view.Find("button").HasAttribute("disabled"));
        again.SetResult();
        view.WaitForAssertion(() => Assert.False(view.Find("button").HasAttribute("disabled")));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    private IRenderedComponent<LoadView<string>> RenderView() => Render<LoadView<string>>(parameters => parameters
        .Add(view => view.Of, _loader)
        .Add(view => view.ChildContent, value => $"<p>{value}</p>"));

    protected override void Dispose(bool disposing)
    {
        _loader.Dispose();
        base.Dispose(disposing);
    }
}

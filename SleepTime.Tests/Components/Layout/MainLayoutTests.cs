using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.JSInterop;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Layout;

namespace SleepTime.Tests.Components.Layout;

/// <summary>What the script of the page tells is told here by the tests.</summary>
public sealed class MainLayoutTests : PageTest
{
    private static readonly TimeSpan Patience = SleepTimeApp.Patience;

    private bool _fails;

    [Fact]
    public async Task Render_PageFails_SaysSoAndTriesAgain()
    {
        _fails = true;
        var layout = await OpenAsync();
        Assert.Equal("This page failed", layout.Find("main [role=alert] h1").TextContent);
        Assert.NotEmpty(layout.FindAll("nav"));

        _fails = false;
        await layout.InvokeAsync(() => layout.FindAll("main button").Single(button => button.TextContent.Trim() == "Try again").Click());

        layout.WaitForAssertion(() => Assert.Equal("All is well.", layout.Find("main").TextContent.Trim()), Patience);
    }

    [Fact]
    public async Task ThemeMenu_DarkChosen_IsKeptInTheBrowserAndShown()
    {
        var layout = await OpenAsync();

        await layout.InvokeAsync(() => layout.Find("button[aria-label='Appearance: As the system']").Click());
        layout.WaitForElement(".mud-menu-item", Patience);
        await layout.InvokeAsync(() => layout.FindAll(".mud-menu-item").Single(item => item.TextContent.Trim() == "Dark").Click());

        await SleepTimeApp.WaitAsync("the choice", () => Task.FromResult(JSInterop.Invocations["choose"].Count == 1));
        Assert.Equal("dark", JSInterop.Invocations["choose"][0].Arguments[0]);
        await TellAsync(layout, "dark", isDark: true);
        layout.WaitForElement("button[aria-label='Appearance: Dark']", Patience);
    }

    private async Task<IRenderedComponent<MainLayout>> OpenAsync()
    {
        var layout = Render<MainLayout>(parameters => parameters.Add(layout => layout.Body, (RenderFragment)(builder =>
        {
            builder.OpenComponent<FrailPage>(0);
            builder.AddComponentParameter(1, nameof(FrailPage.Fails), (Func<bool>)(() => _fails));
            builder.CloseComponent();
        })));
        await SleepTimeApp.WaitAsync("the script", () => Task.FromResult(JSInterop.Invocations["watch"].Count == 1));
        await TellAsync(layout, "system", isDark: false);
        layout.WaitForElement("main", Patience);
        return layout;
    }

    private Task TellAsync(IRenderedComponent<MainLayout> layout, string choice, bool isDark)
    {
        var appearance = ((DotNetObjectReference<Appearance>)JSInterop.Invocations["watch"][0].Arguments[0]!).Value;
        return layout.InvokeAsync(() => appearance.OnAppearance(choice, isDark));
    }

    private sealed class FrailPage : ComponentBase
    {
        [Parameter, EditorRequired]
        public required Func<bool> Fails { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Fails())
                throw new InvalidOperationException("It broke");
            builder.AddContent(0, "All is well.");
        }
    }
}

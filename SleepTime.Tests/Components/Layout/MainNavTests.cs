using Bunit;
using Microsoft.AspNetCore.Components.Web;
using SleepTime.Web.Components.Layout;

namespace SleepTime.Tests.Components.Layout;

public sealed class MainNavTests : PageTest
{
    [Fact]
    public async Task More_Open_KeepsEscapeToItselfAndGivesTheFocusBack()
    {
        var nav = Render<MainNav>();
        Assert.False(nav.Find("nav").HasAttribute("data-escape"));
        nav.Find(".st-nav-more").Click();
        Assert.True(nav.Find("nav").HasAttribute("data-escape"));

        var before = FocusesGiven;
        nav.Find("nav").KeyDown(new KeyboardEventArgs { Key = "Escape" });

        nav.WaitForAssertion(() => Assert.False(nav.Find("nav").HasAttribute("data-escape")));
        Assert.Equal("false", nav.Find(".st-nav-more").GetAttribute("aria-expanded"));
        await WaitForFocusAsync(() => nav.Find(".st-nav-more"), before);
    }

    [Fact]
    public void More_PressedBeside_Closes()
    {
        var nav = Render<MainNav>();
        Assert.Empty(nav.FindAll(".st-nav-away"));
        nav.Find(".st-nav-more").Click();

        nav.Find(".st-nav-away").Click();

        Assert.Equal("false", nav.Find(".st-nav-more").GetAttribute("aria-expanded"));
        Assert.Empty(nav.FindAll(".st-nav-away"));
    }
}

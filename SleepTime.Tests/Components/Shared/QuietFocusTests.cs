using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class QuietFocusTests
{
    [Theory]
    [InlineData(typeof(JSException))] // the element has gone
    [InlineData(typeof(JSDisconnectedException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task FocusQuietlyAsync_NothingIsThereAnyMore_IsNoFailure(Type failure)
    {
        var browser = new PendingScript { Waits = _ => Task.FromException((Exception)Activator.CreateInstance(failure, "It has gone.")!) };

        await new ElementReference("gone", new WebElementReferenceContext(browser)).FocusQuietlyAsync();

        Assert.Single(browser.Calls);
    }
}

using Microsoft.AspNetCore.Components;

namespace SleepTime.Benchmarks.Queue;

/// <summary>The address that a page believes it is at.</summary>
internal sealed class FixedAddress : NavigationManager
{
    private const string Root = "http://localhost/";

    public FixedAddress() => Initialize(Root, Root);

    public void GoTo(string path) => Uri = ToAbsoluteUri(path).ToString();

    protected override void NavigateToCore(string uri, NavigationOptions options) => GoTo(uri);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SleepTime.Web.Endpoints;

namespace SleepTime.Tests.Endpoints;

public sealed class SameOriginGuardTests
{
    [Theory]
    [InlineData("POST", "Sec-Fetch-Site", "cross-site")]
    [InlineData("DELETE", "Sec-Fetch-Site", "same-site")]
    [InlineData("POST", "Origin", "https://elsewhere.example")]
    [InlineData("PUT", "Origin", "null")]
    public async Task Invoke_ChangeFromAnotherSite_Refuses(string method, string header, string value) =>
        Assert.Equal(403, await SendAsync(method, (header, value)));

    [Theory]
    [InlineData("POST", "Sec-Fetch-Site", "same-origin")]
    [InlineData("POST", "Sec-Fetch-Site", "none")]
    [InlineData("POST", "Origin", "http://localhost:5080")]
    [InlineData("POST", "User-Agent", "curl")]
    [InlineData("GET", "Sec-Fetch-Site", "cross-site")]
    public async Task Invoke_OwnPageOrProgramOrRead_LetsItPass(string method, string header, string value) =>
        Assert.Equal(200, await SendAsync(method, (header, value)));

    [Fact]
    public async Task Invoke_LiveConnectionFromAnotherSite_Refuses() =>
        Assert.Equal(403, await SendAsync("GET", ("Upgrade", "websocket"), ("Origin", "https://elsewhere.example")));

    private static async Task<int> SendAsync(string method, params (string Name, string Value)[] headers)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApi();
        var context = new DefaultHttpContext { RequestServices = services.BuildServiceProvider() };
        context.Request.Method = method;
        context.Request.Host = new HostString("localhost", 5080);
        foreach (var (name, value) in headers)
            context.Request.Headers[name] = value;

        await new SameOriginGuard(_ => Task.CompletedTask).InvokeAsync(context);
        return context.Response.StatusCode;
    }
}

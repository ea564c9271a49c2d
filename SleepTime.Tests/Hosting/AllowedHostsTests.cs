using System.Net;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Hosting;

public sealed class AllowedHostsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("[::1]:5080")]
    public async Task Get_NameOfThisMachine_Answers(string host) => Assert.Equal(HttpStatusCode.OK, await SendAsync(app, host, "/api/v1/contexts"));

    [Theory]
    [InlineData("/api/v1/contexts")]
    [InlineData("/")]
    [InlineData("/hubs/dashboard")]
    public async Task Get_NameOfAnotherSiteThatPointsHere_Refuses(string path) =>
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(app, "evil.example", path));

    internal static async Task<HttpStatusCode> SendAsync(SleepTimeApp app, string host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        using var response = await app.Http.SendAsync(request);
        return response.StatusCode;
    }
}

using System.Net;
using System.Net.Http.Json;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

public sealed class ShareEndpointsTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task Post_Context_IsListedAndRevoked()
    {
        var id = await app.CreateContextAsync();
        using var created = await app.Http.PostAsJsonAsync("/api/v1/shares", new { kind = "context", id });
        var made = await created.JsonAsync(HttpStatusCode.Created);
        var address = created.Headers.Location!.ToString();

        Assert.Equal(("context", "live", null), ((string?)made["share"]!["kind"], (string?)made["share"]!["state"], made["share"]!["expiresAt"]));
        Assert.Contains((await app.ReadAsync("/api/v1/shares"))["items"]!.AsArray(), share => (Guid)share!["id"]! == (Guid)made["share"]!["id"]!);
        Assert.DoesNotContain(((string)made["path"]!).Split('/')[^1], (await app.ReadAsync("/api/v1/shares")).ToJsonString(), StringComparison.Ordinal);

        using var revoked = await app.Http.DeleteAsync(address);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal("revoked", (string?)(await app.ReadAsync(address))["state"]);
    }

    [Theory]
    [InlineData("""{}""", "kind is missing")]
    [InlineData("""{"kind":"context"}""", "id is missing")]
    [InlineData("""{"kind":"overview","id":"019a0000-0000-7000-8000-000000000000"}""", "Leave it out")]
    [InlineData("""{"kind":"overview","expiresInDays":0}""", "must be from 1 to 365")]
    [InlineData("""{"kind":"overview","expiresInDays":1000000}""", "must be from 1 to 365")]
    public async Task Post_Invalid_SaysWhatIsMissing(string body, string expected)
    {
        using var response = await app.PostJsonAsync("/api/v1/shares", body);
        Assert.Contains(expected, await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("context")]
    [InlineData("comparison")]
    [InlineData("run")]
    public async Task Post_NoSuchThing_IsNotFound(string kind)
    {
        using var response = await app.Http.PostAsJsonAsync("/api/v1/shares", new { kind, id = Guid.NewGuid() });
        Assert.Contains($"There is no {kind}", await response.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_NoSuchLink_IsNotFound()
    {
        using var response = await app.Http.DeleteAsync($"/api/v1/shares/{Guid.NewGuid()}");
        Assert.Contains("There is no shared link", await response.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }
}

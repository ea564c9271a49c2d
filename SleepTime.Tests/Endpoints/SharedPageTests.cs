using System.Net;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints;

/// <summary>What a link gives to whoever has it, as it comes over the wire.</summary>
public sealed class SharedPageTests(SleepTimeApp app) : IClassFixture<SleepTimeApp>
{
    [Fact]
    public async Task Get_Live_IsAFinishedPageThatNobodyKeepsOrFinds()
    {
        using var response = await app.Http.GetAsync(await app.ShareAsync("context", await app.CreateContextAsync("Ann has 3 <b>red</b> balls.")));
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Ann has 3 &lt;b&gt;red&lt;/b&gt; balls.", page, StringComparison.Ordinal);
        Assert.Contains("noindex", page, StringComparison.Ordinal);
        Assert.Contains("<title>A story · SleepTime</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<title>SleepTime</title>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web.js", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/contexts", page, StringComparison.Ordinal);
        AssertPrivate(response);
    }

    [Fact]
    public async Task Get_Overview_LeadsNoFurtherIntoTheSite()
    {
        await app.CreateContextAsync();
        var page = await app.Http.GetStringAsync(await app.ShareAsync("overview"));

        Assert.Contains("Learned in the last 24 hours", page, StringComparison.Ordinal);
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main>", StringComparison.Ordinal)];
        Assert.DoesNotContain("href=", main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_MistypedAndRevoked_AreTheSamePage()
    {
        var path = await app.ShareAsync("overview");
        var id = (await app.ReadAsync("/api/v1/shares"))["items"]!.AsArray().First(share => (string?)share!["kind"] == "overview")!["id"];
        (await app.Http.DeleteAsync($"/api/v1/shares/{id}")).Dispose();

        using var revoked = await app.Http.GetAsync(path);
        using var mistyped = await app.Http.GetAsync("/shared/nothing");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (revoked.StatusCode, mistyped.StatusCode));
        Assert.Contains("This link does not work (any more)", await SeenAsync(revoked), StringComparison.Ordinal);
        Assert.Equal(await SeenAsync(mistyped), await SeenAsync(revoked));
        AssertPrivate(revoked);
    }

    [Fact]
    public async Task Get_OtherPages_StayAsTheyWere()
    {
        using var response = await app.Http.GetAsync("/shares");
        Assert.Contains("blazor.web.js", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.False(response.Headers.Contains("X-Robots-Tag"));
    }

    // Without what the framework adds behind the page, which is random.
    private static async Task<string> SeenAsync(HttpResponseMessage response)
    {
        var page = await response.Content.ReadAsStringAsync();
        return page[..page.IndexOf("</main>", StringComparison.Ordinal)];
    }

    private static void AssertPrivate(HttpResponseMessage response)
    {
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store", response.Headers.CacheControl!.ToString());
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("noindex, nofollow", Assert.Single(response.Headers.GetValues("X-Robots-Tag")));
    }
}

using Microsoft.Net.Http.Headers;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Hosting;

internal static class SecurityHeaders
{
    /// <summary>
    /// Everything comes from this site. Inline styles are allowed because MudBlazor and ApexCharts set them; inline
    /// scripts are not, and nothing may put the site into a frame.
    /// </summary>
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var isShared = context.Request.Path.StartsWithSegments(DashboardUrls.SharedRoot);
        context.Response.OnStarting(() =>
        {
            // At the start of the response, because Blazor would add a laxer policy of its own.
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            // The address of a shared page opens it: it is told to no other site, found by no search, and kept by no cache.
            headers["Referrer-Policy"] = isShared ? "no-referrer" : "same-origin";
            if (isShared)
            {
                headers.CacheControl = "no-store";
                headers["X-Robots-Tag"] = "noindex, nofollow";
                headers.Remove(HeaderNames.SetCookie); // there is no form to guard, and nobody to recognise
            }
            return Task.CompletedTask;
        });
        return next(context);
    });
}

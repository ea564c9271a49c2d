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
        context.Response.OnStarting(() =>
        {
            // At the start of the response, because Blazor would add a laxer policy of its own.
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        return next(context);
    });
}

using Microsoft.AspNetCore.Mvc;

namespace SleepTime.Web.Endpoints;

/// <summary>
/// Refuses what another site's page makes a browser send here: requests that change something, and live connections.
/// Browsers tell by Sec-Fetch-Site, older ones by Origin, and pages cannot set either; programs send neither and pass.
/// </summary>
internal sealed class SameOriginGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!Matters(request) || IsOwn(request))
            return next(context);

        return TypedResults.Problem(new ProblemDetails
        {
            Status = StatusCodes.Status403Forbidden,
            Title = "Refused from another site",
            Detail = $"A page of another site sent this request. Send it from a page of {request.Host}, or from a program that is not a browser.",
        }).ExecuteAsync(context);
    }

    private static bool Matters(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.Headers.Upgrade.Contains("websocket", StringComparer.OrdinalIgnoreCase);

    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"] is [{ } site])
            return site is "same-origin" or "none";
        return request.Headers.Origin is not [{ } origin]
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}

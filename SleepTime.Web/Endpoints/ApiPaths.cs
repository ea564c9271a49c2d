using Microsoft.AspNetCore.Diagnostics;

namespace SleepTime.Web.Endpoints;

/// <summary>Which addresses are for programs and so answer in JSON, also when something is wrong.</summary>
internal static class ApiPaths
{
    private static readonly PathString[] Roots = ["/api", "/v1", "/health", "/openapi", "/metrics"];

    /// <summary>What was asked for, also while an error page is made of it.</summary>
    public static PathString OfRequest(HttpContext context) =>
        context.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? context.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? context.Request.Path;

    public static bool Includes(PathString path) => Roots.Any(root => path.StartsWithSegments(root));
}

namespace SleepTime.Web.Endpoints;

/// <summary>Which addresses are for programs and so answer in JSON, also when something is wrong.</summary>
internal static class ApiPaths
{
    private static readonly PathString[] Roots = ["/api", "/health", "/openapi", "/metrics"];

    public static bool Includes(PathString path) => Roots.Any(root => path.StartsWithSegments(root));
}

using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

/// <summary>The version of a context's text as an entity tag, so that of two who edit it the second one is told.</summary>
internal static class TextETag
{
    public const string IfMatch = VersionETag.IfMatch;

    /// <summary>Gives the tag with every answer that is one context.</summary>
    public static async ValueTask<object?> WriteAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var answer = await next(invocation);
        var result = answer;
        while (result is INestedHttpResult nested)
            result = nested.Result;
        if (result is IValueHttpResult { Value: ContextResponse context })
            invocation.HttpContext.Response.Headers.ETag = VersionETag.Of(context.Version);
        return answer;
    }

    /// <summary>The version that the caller saw; null when whatever there is may be replaced.</summary>
    /// <exception cref="InvalidRequestException">It is no tag of ours.</exception>
    public static int? Read(string? ifMatch) => VersionETag.Read(ifMatch, "/api/v1/contexts/{id}");
}

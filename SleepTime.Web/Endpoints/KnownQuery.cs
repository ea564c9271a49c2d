using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace SleepTime.Web.Endpoints;

/// <summary>Refuses query parameters that an endpoint does not know: a misspelt filter must not count for nothing.</summary>
internal static class KnownQuery
{
    public static EndpointFilterDelegate Require(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var known = context.MethodInfo.GetParameters().SelectMany(NamesOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return invocation =>
        {
            foreach (var name in invocation.HttpContext.Request.Query.Keys)
            {
                if (!known.Contains(name))
                    throw new InvalidRequestException(name, $"There is no query parameter '{name}' here. The document at /openapi/v1.json describes every request.");
            }
            return next(invocation);
        };
    }

    private static IEnumerable<string> NamesOf(ParameterInfo parameter) => parameter.GetCustomAttribute<AsParametersAttribute>() is null
        ? [parameter.GetCustomAttribute<FromQueryAttribute>()?.Name ?? parameter.Name!]
        : parameter.ParameterType.GetProperties().Select(property => property.GetCustomAttribute<FromQueryAttribute>()?.Name ?? property.Name);
}

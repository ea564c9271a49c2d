using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Generation;

namespace SleepTime.Web.Endpoints;

/// <summary>Turns what goes wrong in an API request into problem details; pages have their own error page.</summary>
internal sealed partial class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    private static readonly TimeSpan RetryWhileLoading = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var path = ApiPaths.OfRequest(httpContext);
        if (!ApiPaths.Includes(path))
            return false;

        var problem = ApiProblems.TryFrom(exception) ?? ApiProblems.UnknownCharset(exception, httpContext.Request);
        if (problem is null)
        {
            var traceId = Activity.Current?.Id ?? httpContext.TraceIdentifier;
            LogUnexpected(exception, httpContext.Request.Method, path, traceId);
            problem = new ProblemDetails
            {
                Status = StatusCodes.Status500InternalServerError,
                Title = "Unexpected error",
                Detail = $"The server made a mistake; it is in its log under {traceId}. Try again, and report it with this id if it stays.",
            };
        }

        if (RetryAfter(exception) is { } delay)
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, delay.TotalSeconds)).ToString("0");
        await TypedResults.Problem(problem).ExecuteAsync(httpContext);
        return true;
    }

    private static TimeSpan? RetryAfter(Exception exception) => exception switch
    {
        QueueFullException full => full.RetryAfter,
        ModelNotReadyException { WillBeReady: true } => RetryWhileLoading,
        _ => null,
    };

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed unexpectedly ({TraceId})")]
    private partial void LogUnexpected(Exception exception, string method, string path, string traceId);
}

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>Writes every problem below /v1 as the error object that OpenAI's clients read.</summary>
internal sealed class OpenAiProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => ApiPaths.OfRequest(context.HttpContext).StartsWithSegments(OpenAiErrors.Root);

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var response = context.HttpContext.Response;
        response.StatusCode = problem.Status ?? response.StatusCode;
        problem.Status = response.StatusCode;
        problem.Detail ??= ApiProblems.DetailOf(response.StatusCode, context.HttpContext.Request);
        return new ValueTask(response.WriteAsJsonAsync(OpenAiErrors.From(problem)));
    }
}

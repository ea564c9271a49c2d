using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints;

/// <summary>What the OpenAPI document says beside the endpoints' own summaries.</summary>
internal static class ApiDocument
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "SleepTime";
            document.Info.Version = "v1";
            document.Info.Description =
                "One local language model that makes notes on a team's texts while nobody is asking, and answers from them. " +
                "Every error is problem details (RFC 9457) whose detail says what to do next.";
            document.Servers?.Clear(); // the document is served by the server it describes
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, _, _) =>
        {
            foreach (var (status, response) in operation.Responses ?? [])
                if (response.Content?.TryGetValue("application/problem+json", out var problem) == true)
                    problem.Example = ExampleOf(int.Parse(status));
            return Task.CompletedTask;
        });
    }

    /// <summary>Says of an operation that it can answer with a stream of <see cref="RunMessage"/> instead.</summary>
    public static Task AlsoAsEvents(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (operation.Responses?["200"].Content is { } content)
            content[RunEventStream.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(RunMessage), context.Document) };
        return Task.CompletedTask;
    }

    private static JsonObject ExampleOf(int status)
    {
        var (title, detail) = status switch
        {
            StatusCodes.Status400BadRequest => ("Invalid request", "pageSize is 0; it must be from 1 to 200."),
            StatusCodes.Status404NotFound => ("Not found", "There is no context 019a0000-0000-7000-8000-000000000000. It may have been deleted; GET /api/v1/contexts lists those there are."),
            StatusCodes.Status409Conflict => ("Not possible in this state", "The job is completed and cannot be cancelled: only a job that waits or runs can be."),
            StatusCodes.Status413PayloadTooLarge => ("The text was refused", "The file has 3.1 MB; the limit is 1 MB. Split it."),
            StatusCodes.Status415UnsupportedMediaType => ("The text was refused", "report.pdf is not a .txt or .md file. Save its text as one of these."),
            StatusCodes.Status422UnprocessableEntity => ("The text was refused", "The text has 5210 tokens; 3500 fit the model. Shorten or split it."),
            _ => ("The model is not ready", "The model is loading (40 %). Try again in a moment."),
        };
        return new JsonObject { ["status"] = status, ["title"] = title, ["detail"] = detail };
    }
}

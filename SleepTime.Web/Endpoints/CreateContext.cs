using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

/// <summary>
/// POST /api/v1/contexts. Files go through the same uploads as those of the page, and the answer waits for their end:
/// a caller that leaves earlier loses nothing. One that is refused leaves the others stored.
/// </summary>
internal static class CreateContext
{
    public static async Task<IResult> HandleAsync(
        HttpRequest request, [Description("What becomes of a text that a context has already: refuse, also when left out, answers with 409 and the context; store stores it a second time.")] string? duplicates,
        ContextService contexts, FileIntake files, ContextResponder responder, IOptions<JsonOptions> json, CancellationToken cancellationToken)
    {
        var storesDuplicate = StoresDuplicate(duplicates);
        if (MultipartFiles.TypeOf(request) is { } type)
            return await files.HandleAsync(request, type, storesDuplicate, cancellationToken);
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("The body names no type.", StatusCodes.Status415UnsupportedMediaType);

        var body = await ReadJsonAsync(request, json.Value.SerializerOptions, cancellationToken);
        var context = await contexts.CreateAsync(body?.Title, body?.Text ?? "", LocalUser.Name, storesDuplicate, cancellationToken);
        return TypedResults.Created($"/api/v1/contexts/{context.Id}", await responder.ToResponseAsync(context, cancellationToken));
    }

    private static bool StoresDuplicate(string? duplicates) => duplicates switch
    {
        null or "" or "refuse" => false,
        "store" => true,
        _ => throw new InvalidRequestException("duplicates", $"duplicates is '{duplicates}'; it is refuse, which is also what happens without it, or store."),
    };

    private static async Task<CreateContextRequest?> ReadJsonAsync(HttpRequest request, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFromJsonAsync<CreateContextRequest>(options, cancellationToken);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is not the JSON that is expected here.", exception);
        }
    }
}

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
        HttpRequest request, ContextService contexts, FileIntake files, ContextResponder responder, IOptions<JsonOptions> json, CancellationToken cancellationToken)
    {
        if (MultipartFiles.TypeOf(request) is { } type)
            return await files.HandleAsync(request, type, cancellationToken);
        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("The body names no type.", StatusCodes.Status415UnsupportedMediaType);

        var body = await ReadJsonAsync(request, json.Value.SerializerOptions, cancellationToken);
        var context = await contexts.CreateAsync(body?.Title, body?.Text ?? "", LocalUser.Name, cancellationToken);
        return TypedResults.Created($"/api/v1/contexts/{context.Id}", await responder.ToResponseAsync(context, cancellationToken));
    }

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

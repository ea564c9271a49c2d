using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

/// <summary>
/// POST /api/v1/contexts. Files are read part by part as they arrive, each into its own transaction: nothing is kept
/// in memory or on disk beyond the one being read, and one that is refused leaves the others stored.
/// </summary>
internal static class CreateContext
{
    /// <summary>More than anyone drops on a page; it bounds the body that one request may send.</summary>
    public const int MaxFiles = 100;

    public static async Task<IResult> HandleAsync(
        HttpRequest request, ContextService contexts, ContextResponder responder, IOptions<UploadOptions> upload, IOptions<JsonOptions> json, CancellationToken cancellationToken)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
                limit.MaxRequestBodySize = BodyLimits.OfFiles(upload.Value, MaxFiles);
            return await UploadAsync(request, type, contexts, responder, cancellationToken);
        }

        if (!request.HasJsonContentType())
            throw new BadHttpRequestException("The body names no type.", StatusCodes.Status415UnsupportedMediaType);

        var body = await ReadJsonAsync(request, json.Value.SerializerOptions, cancellationToken);
        var context = await contexts.CreateAsync(body?.Title, body?.Text ?? "", LocalUser.Name, cancellationToken);
        return await CreatedAsync(context, responder, cancellationToken);
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

    private static async Task<IResult> UploadAsync(
        HttpRequest request, MediaTypeHeaderValue type, ContextService contexts, ContextResponder responder, CancellationToken cancellationToken)
    {
        var (outcomes, refused) = await StoreFilesAsync(request, type, contexts, responder, cancellationToken);
        return outcomes switch
        {
            [] => throw new InvalidRequestException("files", "There is no file in the request. Send at least one .txt or .md file as multipart/form-data with a file name."),
            [{ Context: { } only }] => TypedResults.Created($"/api/v1/contexts/{only.Id}", only),
            [_] => TypedResults.Problem(ApiProblems.From(refused!)),
            _ when outcomes.All(outcome => outcome.Context is null) => TypedResults.Problem(ApiProblems.NothingStored(outcomes)),
            _ => TypedResults.Json(new UploadResponse(outcomes, outcomes.Count), statusCode: StatusCodes.Status201Created),
        };
    }

    private static async Task<(List<UploadOutcome> Outcomes, ContextRefusedException? LastRefused)> StoreFilesAsync(
        HttpRequest request, MediaTypeHeaderValue type, ContextService contexts, ContextResponder responder, CancellationToken cancellationToken)
    {
        var outcomes = new List<UploadOutcome>();
        ContextRefusedException? refused = null;
        try
        {
            await foreach (var file in ReadFilesAsync(request, type, cancellationToken))
            {
                if (outcomes.Count == MaxFiles)
                    throw new InvalidRequestException("files", $"There are more than {MaxFiles} files; the first {MaxFiles} were taken. Send the rest in another request.");
                try
                {
                    var stored = await contexts.UploadAsync(file.FileName, file.FileStream!, LocalUser.Name, cancellationToken);
                    outcomes.Add(new(file.FileName, await responder.ToResponseAsync(stored, cancellationToken), null));
                }
                catch (ContextRefusedException exception)
                {
                    refused = exception;
                    outcomes.Add(new(file.FileName, null, ApiProblems.ToUploadProblem(exception)));
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The multipart body ends early or is not well-formed.", exception);
        }

        return (outcomes, refused);
    }

    private static async IAsyncEnumerable<FileMultipartSection> ReadFilesAsync(
        HttpRequest request, MediaTypeHeaderValue type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary is "" or { Length: > 100 })
            throw new BadHttpRequestException("The multipart body names no boundary.");

        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.GetContentDispositionHeader()?.IsFileDisposition() == true && section.AsFileSection() is { } file)
                yield return file;
        }
    }

    private static async Task<IResult> CreatedAsync(ContextDetails context, ContextResponder responder, CancellationToken cancellationToken) =>
        TypedResults.Created($"/api/v1/contexts/{context.Id}", await responder.ToResponseAsync(context, cancellationToken));
}

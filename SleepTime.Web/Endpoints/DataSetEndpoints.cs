using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

/// <summary>Contexts with questions whose answers are known. A file is looked through before anything of it is stored.</summary>
public static class DataSetEndpoints
{
    private const string File = "One file as multipart/form-data: JSON lines with a context and its questions each, JSON lines with a whole problem and its answer each, or CSV with a head.";
    private const int Shown = 5;

    public static void MapDataSets(this IEndpointRouteBuilder api)
    {
        var sets = api.MapGroup("/datasets").WithTags("Data sets");
        sets.MapGet("/", async (DataSetLibrary library, CancellationToken cancellationToken) =>
            {
                var all = await library.ListAsync(cancellationToken);
                return TypedResults.Ok(new ListResponse<DataSetResponse>([.. all.Select(DataSetResponse.From)], all.Count));
            })
            .WithSummary("Data sets: the built-in one first, then the newest.");
        sets.MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One data set with its first contexts.");
        sets.MapPost("/preview", PreviewAsync)
            .Accepts<IFormFile>("multipart/form-data")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("What a file would become, with what is wrong with each row. Nothing is stored.")
            .WithDescription(File);
        sets.MapPost("/", ImportAsync)
            .Accepts<IFormFile>("multipart/form-data")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Stores a file as a data set, all or nothing: one faulty row refuses it unless leaveOutFaulty=true.")
            .WithDescription(File);
        sets.MapDelete("/{id:guid}", DeleteAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Deletes a data set. Experiments on it keep what they chose of it; the built-in one stays.");
    }

    private static async Task<Results<Ok<DataSetDetailsResponse>, ProblemHttpResult>> FindAsync(Guid id, DataSetLibrary library, CancellationToken cancellationToken)
    {
        if (await library.FindAsync(id, cancellationToken) is not { } set)
            return ApiProblems.NoDataSet(id);
        var first = await library.ReadAsync(id, cancellationToken).Take(Shown).ToListAsync(cancellationToken);
        return TypedResults.Ok(new DataSetDetailsResponse(DataSetResponse.From(set), first));
    }

    private static async Task<Ok<ImportPreview>> PreviewAsync(
        HttpRequest request, [AsParameters] ImportQuery query, DataSetImporter importer, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        // Before the file is received: a wrong word must not cost its way here.
        var settings = query.ToSettings();
        var (file, name) = await ReceiveAsync(request, importer, options.Value, cancellationToken);
        await using (file)
            return TypedResults.Ok(await DataSetImporter.PreviewAsync(file, settings with { FileName = name }, cancellationToken));
    }

    private static async Task<Created<DataSetResponse>> ImportAsync(
        HttpRequest request, [AsParameters] ImportQuery query, DataSetImporter importer, IOptions<UploadOptions> options, CancellationToken cancellationToken)
    {
        var settings = query.ToSettings();
        var (file, name) = await ReceiveAsync(request, importer, options.Value, cancellationToken);
        await using (file)
        {
            var set = await importer.ImportAsync(
                file, query.Name ?? Path.GetFileNameWithoutExtension(name), settings with { FileName = name }, query.LeaveOutFaulty ?? false, LocalUser.Name, cancellationToken);
            return TypedResults.Created($"/api/v1/datasets/{set.Id}", DataSetResponse.From(set));
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, DataSetLibrary library, CancellationToken cancellationToken)
    {
        if (await library.FindAsync(id, cancellationToken) is { IsBuiltIn: true })
            return TypedResults.Problem(ApiProblems.Conflict("The built-in data set comes with the product and stays."));
        return await library.DeleteAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoDataSet(id);
    }

    /// <summary>The one file of a request, on the disk; it goes when it is disposed.</summary>
    private static async Task<(Stream File, string Name)> ReceiveAsync(HttpRequest request, DataSetImporter importer, UploadOptions options, CancellationToken cancellationToken)
    {
        if (MultipartFiles.TypeOf(request) is not { } type)
            throw new BadHttpRequestException("The body is no multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
        (Stream File, string Name)? received = null;
        try
        {
            await MultipartFiles.ForEachAsync(
                request, type, options,
                async file => received = received is null
                    ? (await importer.ReceiveAsync(file.FileStream!, cancellationToken), file.FileName)
                    : throw new InvalidRequestException("files", "There is more than one file. Send each in a request of its own."),
                cancellationToken);
            return received!.Value;
        }
        catch
        {
            if (received is var (file, _))
                await file.DisposeAsync();
            throw;
        }
    }
}

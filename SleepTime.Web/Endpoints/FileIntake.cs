using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

/// <summary>Contexts made from files, told of when each has its end. Thread-safe.</summary>
internal sealed class FileIntake(UploadService uploads, ContextService contexts, ModelHost models, ContextResponder responder, IOptions<UploadOptions> options)
{
    public async Task<IResult> HandleAsync(HttpRequest request, MediaTypeHeaderValue type, bool storesDuplicates, CancellationToken cancellationToken)
    {
        models.Require();
        var taken = new List<(string Name, Upload? Upload, UploadProblem? Problem)>();
        await MultipartFiles.ForEachAsync(request, type, options.Value, TakeAsync, cancellationToken);

        var outcomes = new List<UploadOutcome>();
        foreach (var (name, upload, problem) in taken)
            outcomes.Add(upload is null ? new(name, null, problem) : await FinishAsync(name, upload, cancellationToken));
        return outcomes switch
        {
            [{ Context: { } only }] => TypedResults.Created($"/api/v1/contexts/{only.Id}", only),
            [{ Problem: { } problem }] => TypedResults.Problem(ApiProblems.From(problem)),
            _ when outcomes.All(outcome => outcome.Context is null) => TypedResults.Problem(ApiProblems.NothingStored(outcomes)),
            _ => TypedResults.Json(new UploadResponse(outcomes, outcomes.Count), statusCode: StatusCodes.Status201Created),
        };

        async Task TakeAsync(FileMultipartSection file)
        {
            try
            {
                taken.Add((file.FileName, await uploads.ReceiveAsync(file.FileName, file.FileStream!, LocalUser.Name, storesDuplicates, cancellationToken), null));
            }
            catch (UploadsFullException full) when (taken.Count > 0)
            {
                // Those before are contexts soon: who sent them has to hear of that, lest they send all again.
                taken.Add((file.FileName, null, ApiProblems.ToUploadProblem(full)));
            }
        }
    }

    private async Task<UploadOutcome> FinishAsync(string name, Upload received, CancellationToken cancellationToken)
    {
        var upload = await uploads.WaitAsync(received.Id, cancellationToken);
        if (upload is { State: UploadState.Stored, ContextId: { } id } && await contexts.FindAsync(id, cancellationToken) is { } context)
            return new(name, await responder.ToResponseAsync(context, cancellationToken), null);
        return new(name, null, ApiProblems.ToUploadProblem(upload));
    }
}

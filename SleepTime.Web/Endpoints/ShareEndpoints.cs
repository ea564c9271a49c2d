using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Sharing;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Endpoints.Exports;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints;

public static class ShareEndpoints
{
    public static void MapShares(this IEndpointRouteBuilder api)
    {
        var shares = api.MapGroup("/shares").WithTags("Shares");
        shares.MapGet("/", ListAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Read-only links, newest first, expired and revoked ones too.");
        shares.MapGet("/export", ExportAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Exports")
            .WithSummary("All read-only links, newest first, as a file, without what opens them.");
        shares.MapPost("/", CreateAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Freezes a comparison, a single run, a context with its newest notes, or the overview as it is now, and makes a link to it. The link's path is told this once.");
        shares.MapGet("/{id:guid}", FindAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One link, without what opens it.");
        shares.MapDelete("/{id:guid}", RevokeAsync)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("Revokes a link at once and for good, and deletes what it showed. Its row stays in the list.");
    }

    private static async Task<Ok<ListResponse<ShareResponse>>> ListAsync(
        [AsParameters] PageQuery paging, ShareService shares, TimeProvider time, CancellationToken cancellationToken)
    {
        var (page, pageSize) = paging.Validated();
        var found = await shares.ListAsync(page, pageSize, cancellationToken);
        return TypedResults.Ok(ListResponse.From(found, share => ShareResponse.From(share, time.GetUtcNow())));
    }

    private static async Task<ExportResult<ShareResponse>> ExportAsync([Description(ExportFormats.Accepted)] string? format, ShareService shares, TimeProvider time, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        var (found, now) = (await shares.ListAsync(1, int.MaxValue, cancellationToken), time.GetUtcNow());
        return ShareExport.Of(parsed, found.Items.Select(share => ShareResponse.From(share, now)));
    }

    private static async Task<Results<Created<NewShareResponse>, ProblemHttpResult>> CreateAsync(
        CreateShareRequest request, ShareService shares, TimeProvider time, CancellationToken cancellationToken)
    {
        var (kind, id, lifetime) = request.Validated();
        if (await shares.CreateAsync(kind, id, lifetime, LocalUser.Name, cancellationToken) is { } made)
            return TypedResults.Created($"/api/v1/shares/{made.Share.Id}", new NewShareResponse(ShareResponse.From(made.Share, time.GetUtcNow()), DashboardUrls.Shared(made.Token)));
        return kind switch
        {
            ShareKind.Context => ApiProblems.NoContext(id.GetValueOrDefault()),
            ShareKind.Run => ApiProblems.NoRun(id.GetValueOrDefault()),
            _ => ApiProblems.NoComparison(id.GetValueOrDefault()),
        };
    }

    private static async Task<Results<Ok<ShareResponse>, ProblemHttpResult>> FindAsync(Guid id, ShareService shares, TimeProvider time, CancellationToken cancellationToken) =>
        await shares.FindAsync(id, cancellationToken) is { } share ? TypedResults.Ok(ShareResponse.From(share, time.GetUtcNow())) : ApiProblems.NoShare(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(Guid id, ShareService shares, CancellationToken cancellationToken) =>
        await shares.RevokeAsync(id, cancellationToken) ? TypedResults.NoContent() : ApiProblems.NoShare(id);
}

using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using SleepTime.Engine.Sleeping.Gpu;
using SleepTime.Web.Components.Pages.Overview;
using SleepTime.Web.Endpoints.Contracts;
using SleepTime.Web.Endpoints.Exports;
using SleepTime.Web.Hosting;
using SleepTime.Web.Live;

namespace SleepTime.Web.Endpoints;

public static class OverviewEndpoints
{
    public static void MapOverview(this IEndpointRouteBuilder api)
    {
        api.MapGet("/overview", ReadAsync)
            .WithTags("Overview")
            .WithSummary("What the Overview shows: what runs and waits, alerts with what to do next, what was learned in 24 hours, what paid off in 7 days, totals, and the latest comparisons.")
            .WithDescription("Read once for all who ask: as new as the last change, or, while that is younger than twenty times what it took to read, the reading before.");
        api.MapGet("/overview/comparisons/export", ExportAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .WithTags("Exports")
            .WithSummary("The latest comparisons of the Overview, newest first, at most 30, as a file.");
    }

    private static async Task<Ok<OverviewResponse>> ReadAsync(OverviewBoard board, LiveStatusReader status, GpuWatch gpu, CancellationToken cancellationToken)
    {
        var overview = await board.ReadAsync(LocalUser.Name, cancellationToken);
        return TypedResults.Ok(OverviewResponse.From(overview, status.Read(overview), gpu));
    }

    private static async Task<ExportResult<RecentComparisonResponse>> ExportAsync([Description(ExportFormats.Accepted)] string? format, OverviewBoard board, CancellationToken cancellationToken)
    {
        var parsed = ExportFormats.Parse(format);
        return RecentExport.Of(parsed, (await board.ReadAsync(LocalUser.Name, cancellationToken)).Recent.Select(RecentComparisonResponse.From));
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using SleepTime.Web.Endpoints.OpenAi;

namespace SleepTime.Web.Endpoints;

public static class ApiServiceCollectionExtensions
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, OpenAiProblemWriter>(); // before the one for all others
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
            context.ProblemDetails.Detail ??= ApiProblems.DetailOf(context.ProblemDetails.Status ?? 0, context.HttpContext.Request));
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // so that our handler words it
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow; // a misspelt field must not count for nothing
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        services.AddSingleton<ChatStarter>();
        services.AddSingleton<ContextResponder>();
        services.AddSingleton<FileIntake>();
        services.AddOpenApi(ApiDocument.Configure);
        return services;
    }

    /// <summary>Maps every resource, the health checks and the OpenAPI document.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").AddEndpointFilterFactory(KnownQuery.Require);
        api.MapModel();
        api.MapDownloads();
        api.MapModelFiles();
        api.MapContexts();
        api.MapUploads();
        api.MapSections();
        api.MapNotes();
        api.MapJobs();
        api.MapQueue();
        api.MapSleepSettings();
        api.MapAnswers();
        api.MapRuns();
        api.MapFeedback();
        api.MapHistory();
        api.MapShares();
        api.MapInsights();
        api.MapOverview();
        api.MapDataSets();
        api.MapExperiments();
        api.MapExperimentResults();
        routes.MapOpenAi();
        routes.MapHealth();
        routes.MapOpenApi();
    }
}

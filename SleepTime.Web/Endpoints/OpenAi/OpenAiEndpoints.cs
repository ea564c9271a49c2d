using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Web.Hosting;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>
/// What programs written for OpenAI's API need: the models, of which each context is one, and chat completions. See
/// docs/decisions/0021-an-openai-endpoint.md.
/// </summary>
public static class OpenAiEndpoints
{
    // The list of OpenAI's API has no pages; nobody picks from more by hand, and every context can be named all the same.
    private const int MostContexts = 1000;

    public static void MapOpenAi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(OpenAiErrors.Root.Value!).WithTags("OpenAI");
        api.MapGet("/models", ListAsync)
            .Produces<ErrorResponse>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("The loaded model, and each context as a model that answers from it; the newest 1,000.");
        api.MapGet("/models/{*id}", FindAsync)
            .Produces<ModelEntryResponse>()
            .Produces<ErrorResponse>(StatusCodes.Status404NotFound)
            .WithSummary("One model of the list.");
        api.MapPost("/chat/completions", CompleteAsync)
            .Produces<ChatCompletionResponse>()
            .Produces<ErrorResponse>(StatusCodes.Status400BadRequest)
            .Produces<ErrorResponse>(StatusCodes.Status404NotFound)
            .Produces<ErrorResponse>(StatusCodes.Status409Conflict)
            .Produces<ErrorResponse>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Goes on with a conversation: the plain model, or context/{id} from that context with its sleep-time notes.")
            .WithDescription(
                "Compatible with OpenAI's chat completions. From a context the last message is the question, stored as a run; earlier ones are earlier turns. " +
                "What has no place there is named in sleeptime.ignored. Leaving stops the answer.");
    }

    private static async Task<ModelListResponse> ListAsync(ModelHost host, ContextService contexts, CancellationToken cancellationToken)
    {
        var model = host.Require();
        var page = await contexts.ListAsync(1, MostContexts, null, cancellationToken);
        return new ModelListResponse("list", [Plain(model), .. page.Items.Select(context => Entry(context.Id, context.Title, context.CreatedAt, model))]);
    }

    private static async Task<IResult> FindAsync(string id, ModelHost host, ContextService contexts, CancellationToken cancellationToken)
    {
        var model = host.Require();
        if (ChatModelName.Parse(id, model) is not { } named)
            return OpenAiErrors.NoModel(id);
        if (named.ContextId is not { } contextId)
            return TypedResults.Ok(Plain(model));
        return await contexts.FindAsync(contextId, withLongText: false, cancellationToken) is { } context
            ? TypedResults.Ok(Entry(contextId, context.Title, context.CreatedAt, model) with { Id = id })
            : OpenAiErrors.NoModel(id);
    }

    private static async Task<IResult> CompleteAsync(ChatCompletionRequest request, HttpContext call, ChatStarter starter)
    {
        try
        {
            return await starter.StartAsync(request, Asker.Of(call)) is { } completion
                ? new ChatCompletionResult(completion, request.Stream == true, request.StreamOptions?.IncludeUsage == true)
                : OpenAiErrors.NoModel(request.Model);
        }
        catch (ContextNotFoundException)
        {
            return OpenAiErrors.NoModel(request.Model);
        }
        catch (InvalidQuestionException invalid) when (invalid.Field is "question" or "turns")
        {
            throw new InvalidRequestException("messages", invalid.Message); // as this API calls them
        }
        catch (PromptTooLongException tooLong)
        {
            return OpenAiErrors.TooLong(tooLong);
        }
    }

    private static ModelEntryResponse Plain(HostedModel model) => new(model.Preset.Id, "model", 0, "sleeptime", null, model.ContextLength);

    private static ModelEntryResponse Entry(Guid id, string title, DateTimeOffset createdAt, HostedModel model) =>
        new(ChatModelName.Of(id), "model", createdAt.ToUnixTimeSeconds(), "sleeptime", title, model.ContextLength);
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Web.Endpoints;

namespace SleepTime.Tests.Endpoints;

public sealed class ApiExceptionHandlerTests
{
    public static TheoryData<Exception, int> Known => new()
    {
        { new ContextRefusedException(ContextRefusal.Empty, "It is empty."), 400 },
        { new ContextRefusedException(ContextRefusal.NotText, "It is not text."), 400 },
        { new ContextRefusedException(ContextRefusal.WrongEncoding, "It is not UTF-8."), 400 },
        { new ContextRefusedException(ContextRefusal.BadTitle, "The title is too long."), 400 },
        { new ContextRefusedException(ContextRefusal.TooLarge, "It is too large."), 413 },
        { new ContextRefusedException(ContextRefusal.UnsupportedType, "It is a PDF."), 415 },
        { new ContextRefusedException(ContextRefusal.TooManyPages, "It has too many pages."), 422 },
        { new InvalidQuestionException("verbosity", "verbosity is 9; it must be from 0 to 4."), 400 },
        { new ContextNotFoundException(Guid.Empty), 404 },
        { new PromptTooLongException(900, 200, 1000), 422 },
        { new QueueFullException(GenerationClass.Question, 64, 64, TimeSpan.FromSeconds(7)), 503 },
        { new TooManyAtOnceException(GenerationClass.Question, 2, 1, "SleepTime:Generation:MaxWaitingQuestions"), 422 },
        { new ModelNotReadyException("The model is loading.", willBeReady: true), 503 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task TryHandle_KnownException_GivesItsStatusAndMessage(Exception exception, int status)
    {
        var (context, body) = await HandleAsync(exception);

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
        Assert.Equal(exception.Message, (string?)body["detail"]);
    }

    [Fact]
    public async Task TryHandle_QueueFull_SaysWhenToTryAgain()
    {
        var (context, _) = await HandleAsync(new QueueFullException(GenerationClass.Question, 64, 64, TimeSpan.FromSeconds(6.2)));

        Assert.Equal("7", context.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task TryHandle_DiskIsFull_SaysThatTheServerHasNoRoom()
    {
        var (context, body) = await HandleAsync(new InvalidOperationException("Not stored.", new IOException("No space left on device", 28)));

        Assert.Equal(507, context.Response.StatusCode);
        Assert.Contains("disk is full", (string?)body["detail"]);
    }

    [Fact]
    public async Task TryHandle_ModelFailed_DoesNotInviteToTryAgain()
    {
        var (context, _) = await HandleAsync(new ModelNotReadyException("The model file is missing.", willBeReady: false));

        Assert.False(context.Response.Headers.ContainsKey("Retry-After"));
    }

    [Fact]
    public async Task TryHandle_InvalidQuestion_NamesTheField()
    {
        var (_, body) = await HandleAsync(new InvalidQuestionException("verbosity", "verbosity is 9; it must be from 0 to 4."));

        Assert.NotNull(body["errors"]!["verbosity"]);
    }

    [Fact]
    public async Task TryHandle_OwnMistake_TellsATraceIdAndNoInternals()
    {
        var (context, body) = await HandleAsync(new InvalidOperationException("secret"));

        Assert.Equal(500, context.Response.StatusCode);
        Assert.DoesNotContain("secret", body.ToJsonString());
        Assert.Contains(context.TraceIdentifier, (string)body["detail"]!);
    }

    [Fact]
    public async Task TryHandle_PageRequest_LeavesItToTheErrorPage()
    {
        var context = CreateContext("/contexts");

        Assert.False(await new ApiExceptionHandler(NullLogger<ApiExceptionHandler>.Instance).TryHandleAsync(context, new InvalidOperationException(), default));
    }

    private static async Task<(HttpContext Context, JsonNode Body)> HandleAsync(Exception exception)
    {
        var context = CreateContext("/api/v1/answers");
        Assert.True(await new ApiExceptionHandler(NullLogger<ApiExceptionHandler>.Instance).TryHandleAsync(context, exception, default));

        context.Response.Body.Position = 0;
        return (context, (await JsonNode.ParseAsync(context.Response.Body))!);
    }

    private static DefaultHttpContext CreateContext(string path)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddApi();
        var context = new DefaultHttpContext { RequestServices = services.BuildServiceProvider(), TraceIdentifier = "trace-1" };
        context.Request.Path = path;
        context.Response.Body = new MemoryStream();
        return context;
    }
}

using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Generation;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>Errors as OpenAI's clients read them.</summary>
internal static class OpenAiErrors
{
    public static readonly PathString Root = "/v1";

    public static ErrorResponse From(ProblemDetails problem) => Create(
        problem.Detail ?? problem.Title ?? "The request cannot be served.", problem.Status ?? StatusCodes.Status500InternalServerError,
        problem.Extensions.TryGetValue("errors", out var errors) && errors is IDictionary<string, string[]> { Count: > 0 } fields ? JsonNamingPolicy.SnakeCaseLower.ConvertName(fields.Keys.First()) : null, null);

    public static ErrorResponse From(ChatFailure failure) => Create(failure.Reason, failure.Status, null, failure.Code);

    public static IResult ResultOf(ChatFailure failure) => TypedResults.Json(From(failure), statusCode: failure.Status);

    /// <summary>With the status and code by which clients know to shorten a conversation.</summary>
    public static IResult TooLong(PromptTooLongException tooLong) => TypedResults.Json(
        Create(tooLong.Message, StatusCodes.Status400BadRequest, "messages", "context_length_exceeded"), statusCode: StatusCodes.Status400BadRequest);

    public static IResult NoModel(string? name) => TypedResults.Json(
        Create($"There is no model '{name}'. GET /v1/models lists those there are; a context is context/{{id}}.", StatusCodes.Status404NotFound, "model", "model_not_found"),
        statusCode: StatusCodes.Status404NotFound);

    private static ErrorResponse Create(string message, int status, string? param, string? code) =>
        new(new ErrorBody(message, status < StatusCodes.Status500InternalServerError ? "invalid_request_error" : "server_error", param, code));
}

public sealed record ErrorResponse(ErrorBody Error);

/// <param name="Message">What is wrong and what to do next.</param>
/// <param name="Type">invalid_request_error or server_error.</param>
/// <param name="Param">The field it is about; null for none.</param>
/// <param name="Code">model_not_found, context_length_exceeded, no_notes, stopped, or null.</param>
public sealed record ErrorBody(string Message, string Type, string? Param, string? Code);

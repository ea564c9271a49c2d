using SleepTime.Engine.Answering;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Web.Endpoints.OpenAi;

/// <summary>What the field <c>model</c> names: the plain model, or a context with how to answer from it.</summary>
/// <param name="ContextId">Null for the plain model.</param>
internal readonly record struct ChatModelName(Guid? ContextId, AnswerMode Mode)
{
    private const string ContextPrefix = "context/";
    private const string StandardSuffix = ":standard";

    public static string Of(Guid contextId) => $"{ContextPrefix}{contextId}";

    /// <exception cref="InvalidRequestException">It is missing.</exception>
    /// <returns>Null when there is no such model.</returns>
    public static ChatModelName? Parse(string? name, HostedModel model)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new InvalidRequestException("model", $"model is missing. Name {model.Preset.Id}, or context/{{id}}; GET /v1/models lists them.");
        if (name == model.Preset.Id || name == model.Id)
            return new ChatModelName(null, default);
        if (!name.StartsWith(ContextPrefix, StringComparison.Ordinal))
            return null;
        var (id, mode) = name.EndsWith(StandardSuffix, StringComparison.Ordinal)
            ? (name[ContextPrefix.Length..^StandardSuffix.Length], AnswerMode.Standard)
            : (name[ContextPrefix.Length..], AnswerMode.SleepTime);
        return Guid.TryParseExact(id, "D", out var contextId) ? new ChatModelName(contextId, mode) : null;
    }
}

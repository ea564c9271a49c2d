using System.Text;
using Microsoft.Extensions.Logging;

namespace SleepTime.Engine.Generation;

/// <summary>What observers of the engine are told.</summary>
public sealed partial class GenerationService
{
    /// <summary>A generation has ended, however. Called on the thread that ended it, mostly the engine's: return at once.</summary>
    internal event Action<GenerationTicket, GenerationResult>? Ended;

    /// <summary>As the model's file names itself; "unknown" before the first one was started.</summary>
    internal string ModelName => _model?.Name ?? "unknown";

    /// <summary>What generates, in the words of OpenTelemetry's GenAI conventions.</summary>
    internal string ProviderName => _model?.Provider ?? "llama.cpp";

    /// <summary>Tokens as text, control tokens left out.</summary>
    internal string TextOf(IReadOnlyList<int> tokens)
    {
        if (_model is not { } model)
            return "";
        var bytes = new List<byte>();
        foreach (var token in tokens)
            bytes.AddRange(model.Vocabulary.GetBytes(token).Span);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private void OnEnded(GenerationTicket ticket, GenerationResult result)
    {
        // The engine thread counts what it looks for; a remote engine tells at the end what it found.
        if (_model is { IsRemote: true } && result.Reason is not (FinishReason.Failed or FinishReason.Cancelled))
            _states.CountElsewhere(result.Usage.CachedTokens, result.Usage.PromptTokens);
        try
        {
            Ended?.Invoke(ticket, result);
        }
        catch (Exception failure)
        {
            // An observer's mistake must not end the engine thread.
            LogObserverFailed(_logger, failure, ticket.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Measuring generation {Id} failed")]
    private static partial void LogObserverFailed(ILogger logger, Exception exception, Guid id);
}

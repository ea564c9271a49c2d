using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Scoring;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Answering;

/// <summary>
/// Finds an expected question that asks the same in other words. Of the few most like it by their words, the one counts
/// whose stored answer the model itself would give to what was asked: its score is the geometric mean of the probabilities
/// of that answer's tokens after the question and the notes. One batched call that generates nothing; what it reads of the
/// prompt serves the ordinary run if none is found. Thread-safe.
/// </summary>
internal sealed partial class QuestionLikeness(GenerationService generation, ILogger<QuestionLikeness> logger)
{
    /// <param name="notes">Of the present version; its questions are the candidates.</param>
    /// <param name="least">The score from which on a question counts as expected, above 0, at most 1.</param>
    /// <returns>Null when none is like enough, or the engine has no room to tell or cannot.</returns>
    public async Task<ExpectedQuestion?> FindAsync(AskRequest request, AnswerSource source, UsableNotes notes, HostedModel model, double least, CancellationToken cancellationToken)
    {
        IReadOnlyList<ExpectedQuestion> alike = [.. QuestionMatcher.MostAlike(request.Question, notes.Expected)
            .Where(candidate => Citations.Holds(candidate.Question, candidate.Answer, notes.Lines))];
        if (alike.Count == 0 || !generation.CanScore)
            return null;
        try
        {
            var scored = await generation.ScoreAsync(
                new ScoringRequest
                {
                    Prefix = model.Prompts.FromNotes(source.Version.Text, notes.Lines, request.Question.Trim(), verbosity: 0),
                    Continuations = [.. alike.Select(candidate => model.Prompts.AnswerTokens(candidate.Answer))],
                    Vocabulary = model.Vocabulary,
                    Class = GenerationClass.Question,
                    ContextId = source.Version.ContextId,
                    Owner = request.Asker ?? request.Owner,
                },
                cancellationToken);
            var (best, score) = alike.Zip(scored.Continuations, (candidate, likely) => (candidate, Math.Exp(likely.Mean))).MaxBy(item => item.Item2);
            return score >= least ? best : null;
        }
        catch (Exception failure) when (failure is QueueFullException or TooManyAtOnceException or PromptTooLongException or ScoringFailedException)
        {
            // The ordinary run meets the same, and says so to whoever asked.
            LogNotScored(logger, source.Version.ContextId, failure.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Whether a question on context {ContextId} was expected could not be scored: {Reason}")]
    private static partial void LogNotScored(ILogger logger, Guid contextId, string reason);
}

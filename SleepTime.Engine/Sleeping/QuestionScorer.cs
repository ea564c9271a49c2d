using Microsoft.Extensions.Logging;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Scoring;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Sleeping;

/// <summary>
/// How likely the model finds questions on a text: the mean log-probability per token given the text, the measure of
/// predictability in Lin et al. 2025 (5.4), there with another model's probabilities. Thread-safe.
/// </summary>
internal sealed partial class QuestionScorer(ModelHost host, GenerationService generation, ILogger<QuestionScorer> logger)
{
    /// <returns>In the order of the questions; null where it could not be told.</returns>
    public Task<IReadOnlyList<double?>> ScoreAsync(SleepTask task, IReadOnlyList<string> questions, CancellationToken stopping) =>
        ScoreAsync(task, questions, follow: null, stopping);

    /// <inheritdoc cref="ScoreAsync(SleepTask, IReadOnlyList{string}, CancellationToken)"/>
    /// <param name="follow">Told what happens meanwhile, such as stepping aside.</param>
    public async Task<IReadOnlyList<double?>> ScoreAsync(SleepTask task, IReadOnlyList<string> questions, Action<GenerationUpdate>? follow, CancellationToken stopping)
    {
        try
        {
            return await MeasureAsync(task, questions, follow, stopping);
        }
        catch (Exception failure) when (failure is ModelNotReadyException or QueueFullException or TooManyAtOnceException or PromptTooLongException or ScoringFailedException or OperationCanceledException)
        {
            // Only a hint for the gate: the job is no worse for it.
            LogNotScored(logger, task.Job.ContextId, failure.Message);
            return new double?[questions.Count];
        }
    }

    /// <summary>As <see cref="ScoreAsync(SleepTask, IReadOnlyList{string}, CancellationToken)"/>, for whom the scores are more than a hint.</summary>
    /// <param name="questions">Those after the first <see cref="ScoringRequest.MaxContinuations"/> are not scored.</param>
    /// <exception cref="ModelNotReadyException">There is no model, or it went away.</exception>
    /// <exception cref="QueueFullException">There is no room for all of them just now.</exception>
    /// <exception cref="TooManyAtOnceException">They are more than may ever wait at once.</exception>
    /// <exception cref="PromptTooLongException">Text and question do not fit the context length.</exception>
    /// <exception cref="ScoringFailedException">The engine could not score them.</exception>
    public async Task<IReadOnlyList<double?>> MeasureAsync(SleepTask task, IReadOnlyList<string> questions, Action<GenerationUpdate>? follow, CancellationToken stopping)
    {
        var scores = new double?[questions.Count];
        if (!generation.CanScore)
            return scores;
        var model = host.Require();
        var prompts = model.Prompts;
        var tokens = questions.Select(question => prompts.QuestionTokens(task.Version.Text, question)).ToList();
        var scored = Enumerable.Range(0, questions.Count).Where(index => tokens[index].Length > 0).Take(ScoringRequest.MaxContinuations).ToList();
        if (scored.Count == 0)
            return scores;
        var result = await generation.ScoreAsync(
            new ScoringRequest
            {
                Prefix = prompts.StandardPrefix(task.Version.Text),
                Vocabulary = model.Vocabulary,
                Continuations = [.. scored.Select(index => tokens[index])],
                Class = task.Class,
                ContextId = task.Job.ContextId,
                Owner = task.Job.Owner,
            },
            follow,
            stopping);
        for (var i = 0; i < scored.Count; i++)
            scores[scored[i]] = result.Continuations[i].Mean;
        return scores;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The questions expected on context {ContextId} were not scored: {Reason}")]
    private static partial void LogNotScored(ILogger logger, Guid contextId, string reason);
}

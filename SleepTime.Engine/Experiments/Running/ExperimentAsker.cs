using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.Scoring;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.Experiments.Running;

/// <summary>Asks one question of an experiment in one arm, and scores what comes. Thread-safe.</summary>
internal sealed class ExperimentAsker(ModelHost host, GenerationService generation, TimeProvider time)
{
    private const string NoNotes = "Sleep left no note to answer from.";

    /// <param name="notes">Null in Standard mode.</param>
    /// <exception cref="ModelNotReadyException">The model went away meanwhile.</exception>
    /// <exception cref="OperationCanceledException">Stopped; nothing of it counts.</exception>
    public async Task<ExperimentResult> AskAsync(
        ExperimentPlan plan, ExperimentContext context, ExperimentQuestion question, Arm arm, int repeat, ExperimentNotes? notes, CancellationToken stopping)
    {
        if (arm.Mode == AnswerMode.SleepTime && notes is not { Lines.Length: > 0, Failure: null })
            return Failed(question, arm, repeat, notes?.Failure ?? NoNotes);
        var model = host.Require();
        var prompts = model.Prompts;
        var prompt = notes is null
            ? prompts.Standard(context.Text, question.Question, arm.Verbosity)
            : prompts.FromNotes(context.Text, notes.Lines.Split('\n'), question.Question, arm.Verbosity);
        var request = new GenerationRequest
        {
            Prompt = prompt,
            Vocabulary = model.Vocabulary,
            Class = GenerationClass.Experiment,
            MaxTokens = prompts.AnswerBudget(arm.Verbosity),
            Sampling = plan.Temperature > 0 ? new SamplingOptions(plan.Temperature, Seed: unchecked(plan.Seed + (uint)repeat + ((uint)question.Order * 0x9E3779B9))) : SamplingOptions.Greedy,
            StopStrings = prompts.StopStrings,
            ContextId = context.Id,
            Owner = ExperimentSleeper.OwnerOf(context.ExperimentId),
        };
        GenerationResult result;
        try
        {
            result = await Patience.WhenThereIsRoomAsync(() => RunAsync(request, stopping), time, stopping);
        }
        catch (PromptTooLongException tooLong)
        {
            return Failed(question, arm, repeat, tooLong.Message);
        }
        if (result.EngineStopped)
            throw new ModelNotReadyException(result.Failure!, willBeReady: true);
        if (result.Reason == FinishReason.Failed)
            return Failed(question, arm, repeat, result.Failure!);

        var scored = AnswerScorer.Score(plan.Scorer, plan.Tolerance, result.Text, question.Expected);
        return new ExperimentResult
        {
            ExperimentId = question.ExperimentId,
            ExperimentQuestionId = question.Id,
            Mode = arm.Mode,
            Verbosity = arm.Verbosity,
            Passes = arm.Passes,
            Samples = arm.Samples,
            Repeat = repeat,
            Answer = result.Text,
            Extracted = scored.Extracted,
            IsRight = scored.IsRight,
            FinishReason = result.Reason,
            Usage = result.Usage,
            Timings = result.Timings,
            FinishedAt = time.GetUtcNow(),
        };
    }

    private async Task<GenerationResult> RunAsync(GenerationRequest request, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var ticket = generation.Submit(request);
        await using var registration = stopping.Register(ticket.Cancel);
        var result = await ticket.Completion;
        stopping.ThrowIfCancellationRequested();
        return result;
    }

    private ExperimentResult Failed(ExperimentQuestion question, Arm arm, int repeat, string failure) => new()
    {
        ExperimentId = question.ExperimentId,
        ExperimentQuestionId = question.Id,
        Mode = arm.Mode,
        Verbosity = arm.Verbosity,
        Passes = arm.Passes,
        Samples = arm.Samples,
        Repeat = repeat,
        Failure = failure,
        FinishedAt = time.GetUtcNow(),
    };
}

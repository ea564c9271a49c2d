using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Benchmarks.Accuracy;

/// <param name="SleepTokens">Completion tokens of all sleep passes.</param>
internal sealed record WorldOutcome(int SleepTokens, IReadOnlyList<Outcome> Outcomes);

/// <summary>Sleeps on one context and asks its questions in every arm.</summary>
internal sealed class AccuracyRunner(HostedModel model, GenerationService generation)
{
    public async Task<WorldOutcome> RunAsync(WorldRow row, int questions)
    {
        List<string> notes = [];
        var sleepTokens = 0;
        for (var pass = 1; pass <= model.Prompts.SleepPasses; pass++)
        {
            var written = await GenerateAsync(model.Prompts.Sleep(row.Context, notes, pass), model.Prompts.SleepBudget);
            sleepTokens += written.Usage.CompletionTokens;
            notes.AddRange(NotesParser.Parse(written.Text, notes));
        }

        var asked = row.Questions.Take(questions).SelectMany(question => Arm.All.Select(arm => AskAsync(row.Context, notes, question, arm)));
        return new WorldOutcome(sleepTokens, await Task.WhenAll(asked));
    }

    private async Task<Outcome> AskAsync(string context, IReadOnlyList<string> notes, WorldQuestion question, Arm arm)
    {
        var prompt = arm.Mode == AnswerMode.Standard
            ? model.Prompts.Standard(context, question.Question, arm.Verbosity)
            : model.Prompts.FromNotes(context, notes, question.Question, arm.Verbosity);
        var result = await GenerateAsync(prompt, model.Prompts.AnswerBudget(arm.Verbosity));
        var right = string.Equals(AnswerParser.Parse(result.Text), question.Answer, StringComparison.OrdinalIgnoreCase);
        return new Outcome(arm, question.Kind, right, result.Usage.CompletionTokens);
    }

    private async Task<GenerationResult> GenerateAsync(int[] prompt, int maxTokens)
    {
        var request = new GenerationRequest
        {
            Prompt = prompt,
            Class = GenerationClass.Experiment,
            MaxTokens = Math.Min(maxTokens, model.ContextLength - prompt.Length),
            StopStrings = model.Prompts.StopStrings,
        };
        var result = await generation.Submit(request).Completion;
        return result.Reason == FinishReason.Failed ? throw new InvalidOperationException(result.Failure) : result;
    }
}

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
        List<SleepPass> passes = [];
        while (passes.Count < model.Prompts.SleepPasses)
            passes.Add(await SleepAsync(row.Context, NotesOf(passes), passes.Count + 1));

        var notes = NotesOf(passes);
        var asked = row.Questions.Take(questions).SelectMany(question => Arm.All.Select(arm => AskAsync(row.Context, notes, question, arm)));
        return new WorldOutcome(passes.Sum(pass => pass.Usage.CompletionTokens), await Task.WhenAll(asked));
    }

    private static IReadOnlyList<string> NotesOf(IReadOnlyList<SleepPass> passes) => [.. NotesParser.Parse(passes).Select(note => note.Text)];

    private async Task<SleepPass> SleepAsync(string context, IReadOnlyList<string> notes, int number)
    {
        var written = await GenerateAsync(model.Prompts.Sleep(context, notes, number), model.Prompts.SleepBudget);
        return new SleepPass
        {
            JobId = Guid.Empty,
            Number = number,
            Text = written.Text,
            FinishReason = written.Reason,
            Usage = written.Usage,
            Timings = written.Timings,
            FinishedAt = TimeProvider.System.GetUtcNow(),
        };
    }

    private async Task<Outcome> AskAsync(string context, IReadOnlyList<string> notes, WorldQuestion question, Arm arm)
    {
        var prompt = arm.Mode == AnswerMode.Standard
            ? model.Prompts.Standard(context, question.Question, arm.Verbosity)
            : model.Prompts.FromNotes(context, notes, question.Question, arm.Verbosity);
        var result = await GenerateAsync(prompt, model.Prompts.AnswerBudget(arm.Verbosity));
        var right = string.Equals(AnswerParser.FinalAnswer(result.Text), question.Answer, StringComparison.OrdinalIgnoreCase);
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

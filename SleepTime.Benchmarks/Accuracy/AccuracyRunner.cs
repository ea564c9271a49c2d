using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>Sleeps on one context, asks its questions in every arm and has its notes judged.</summary>
internal sealed class AccuracyRunner(HostedModel model, Generator generator)
{
    public async Task<WorldOutcome> RunAsync(WorldRow row, int questions)
    {
        List<GenerationResult> passes = [];
        List<string> notes = [];
        while (passes.Count < model.Prompts.SleepPasses)
        {
            passes.Add(await generator.GenerateAsync(model.Prompts.Sleep(row.Context, notes, passes.Count + 1), model.Prompts.SleepBudget));
            if (SaysFinished(passes[^1]))
                break;
            notes.AddRange(Lines(passes[^1].Text));
        }

        var answers = row.Questions.Take(questions).SelectMany(question => Arm.All.Select(arm => AskAsync(row.Context, notes, question, arm)));
        var outcome = new WorldOutcome(passes.Sum(pass => pass.Usage.CompletionTokens), await Task.WhenAll(answers));
        return row.Notes.Count == 0 ? outcome : outcome with
        {
            PassesRight = await Task.WhenAll(Enumerable.Range(1, model.Prompts.SleepPasses).Select(pass => IsPassRightAsync(row, pass))),
            AllPassesRight = notes.SequenceEqual(RightNotes(row, model.Prompts.SleepPasses)),
            Judgements = await Task.WhenAll(row.Judged.Select(note => JudgeAsync(row.Context, note))),
            Anticipated = await AnticipateAsync(row, notes),
        };
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n').Where(line => line.Length > 0);

    private static bool SaysFinished(GenerationResult pass) => pass.Text == "finished";

    private static IReadOnlyList<string> RightNotes(WorldRow row, int passes) =>
        [.. row.Notes.Take(passes).TakeWhile(text => text != "finished").SelectMany(Lines)];

    private async Task<bool> IsPassRightAsync(WorldRow row, int pass)
    {
        var written = await generator.GenerateAsync(model.Prompts.Sleep(row.Context, RightNotes(row, pass - 1), pass), model.Prompts.SleepBudget);
        return written.Text == row.Notes[pass - 1];
    }

    private async Task<(bool Supported, bool Right)> JudgeAsync(string context, JudgedNote note)
    {
        var reply = await generator.GenerateAsync(model.Prompts.Judge(context, note.Note), model.Prompts.JudgeBudget);
        return (note.Supported, JudgementParser.Parse(reply.Text) == note.Supported);
    }

    private async Task<IReadOnlyList<bool>> AnticipateAsync(WorldRow row, IReadOnlyList<string> notes)
    {
        var wanted = AnticipatedQuestion.Parse(row.Foreseen ?? "");
        if (wanted.Count == 0)
            return [];
        var reply = await generator.GenerateAsync(model.Prompts.Anticipate(row.Context, notes), model.Prompts.AnticipateBudget);
        return [.. wanted.Select(AnticipatedQuestion.Parse(reply.Text).Contains)];
    }

    private async Task<Outcome> AskAsync(string context, IReadOnlyList<string> notes, WorldQuestion question, Arm arm)
    {
        var prompt = arm.Mode == AnswerMode.Standard
            ? model.Prompts.Standard(context, question.Question, arm.Verbosity)
            : model.Prompts.FromNotes(context, notes, question.Question, arm.Verbosity);
        var result = await generator.GenerateAsync(prompt, model.Prompts.AnswerBudget(arm.Verbosity));
        var right = string.Equals(AnswerParser.FinalAnswer(result.Text), question.Answer, StringComparison.OrdinalIgnoreCase);
        return new Outcome(arm, question, right, result.Usage.CompletionTokens);
    }
}

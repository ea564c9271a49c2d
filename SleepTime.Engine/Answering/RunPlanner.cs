using SleepTime.Engine.Answering.FollowUps;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Engine.Runtimes;
using SleepTime.Engine.Sleeping;

namespace SleepTime.Engine.Answering;

/// <summary>A run to be stored, with what to generate for it.</summary>
/// <param name="Request">Null when the run has ended before it began: it failed, or its answer was stored.</param>
internal sealed record PlannedRun(Run Run, GenerationRequest? Request);

/// <summary>Turns a question into runs. Pure but for ids and a drawn seed.</summary>
internal static class RunPlanner
{
    /// <exception cref="PromptTooLongException">One of the prompts does not fit, so that none is worth starting.</exception>
    /// <param name="stored">The expected question whose stored answer is given at once; null asks the model.</param>
    /// <param name="followed">What each mode follows up; empty for a question of its own.</param>
    public static IReadOnlyList<PlannedRun> Plan(
        AskRequest request, AnswerSource source, HostedModel model, ExpectedQuestion? stored, IReadOnlyDictionary<AnswerMode, FollowUp> followed, DateTimeOffset now)
    {
        Guid? comparisonId = request.Modes.Count > 1 ? Guid.CreateVersion7() : null;
        // Drawn here, so that both modes draw alike and the question can be asked again just so.
        var seed = request.Seed ?? (request.Temperature > 0 ? (uint)Random.Shared.NextInt64(uint.MaxValue) : null);
        return [.. request.Modes.Select(mode => Plan(request, mode, comparisonId, seed, source, model, stored, followed.GetValueOrDefault(mode), now))];
    }

    private static PlannedRun Plan(
        AskRequest request, AnswerMode mode, Guid? comparisonId, uint? seed, AnswerSource source, HostedModel model, ExpectedQuestion? stored,
        FollowUp? followed, DateTimeOffset now)
    {
        var notes = mode == AnswerMode.SleepTime ? source.Notes : null;
        var turns = model.Prompts.CarriesTurns ? followed?.Turns ?? [] : [];
        var run = new Run
        {
            ComparisonId = comparisonId,
            ContextId = source.Version.ContextId,
            ContextVersionId = source.Version.Id,
            NotesVersionId = notes?.NotesVersionId,
            ExpectedQuestionId = stored?.Id,
            FollowsRunId = followed?.RunId,
            EarlierTurns = turns.Count,
            IsBlind = request.IsBlind,
            ExpectedAnswer = string.IsNullOrWhiteSpace(request.ExpectedAnswer) ? null : request.ExpectedAnswer.Trim(),
            Mode = mode,
            Question = request.Question.Trim(),
            Verbosity = request.Verbosity,
            Temperature = request.Temperature,
            Seed = seed,
            MaxTokens = request.MaxTokens ?? model.Prompts.AnswerBudget(request.Verbosity),
            Owner = request.Owner,
            ModelId = model.Id,
            PromptVersion = model.Prompts.Version,
            CreatedAt = now,
        };
        if (mode == AnswerMode.SleepTime && notes is null)
        {
            // No silent fallback: an answer from the raw text would be counted as one from notes.
            run.State = RunState.Failed;
            run.FailureReason = source.NotesMissing;
            run.FinishedAt = now;
            return new PlannedRun(run, null);
        }

        if (stored is not null)
        {
            run.State = RunState.Completed;
            run.Answer = $"Answer: {stored.Answer}";
            run.FinishReason = FinishReason.EndOfText;
            run.Outcome = AnswerOutcomes.Of(run.Answer, FinishReason.EndOfText);
            run.Usage = TokenUsage.None;
            run.Timings = new GenerationTimings(0, 0, 0, null);
            run.FinishedAt = now;
            return new PlannedRun(run, null);
        }

        if (source.Long is { } isLong)
            return Long(run, request, notes, isLong, model, turns);

        var prompt = notes is null
            ? model.Prompts.Standard(source.Version.Text, run.Question, run.Verbosity, turns)
            : FromNotes(run, notes, source.Version.Text, model, turns);
        // Standard is what it would be without sleep: what sleep foresaw is nothing for it to draft from.
        return Planned(run, request, prompt, model, notes?.Expected ?? []);
    }

    private static PlannedRun Long(Run run, AskRequest request, UsableNotes? notes, LongSource source, HostedModel model, IReadOnlyList<PromptTurn> turns)
    {
        var choice = new GivenChoice(run, source, model, turns);
        var given = notes is null ? choice.Standard() : choice.FromNotes(notes);
        run.NotesLeftOut = notes is null ? null : given.NotesLeftOut;
        run.Given = new RunGiven { RunId = run.Id, Sections = source.Sections, Matched = source.Matched, Items = given.Items };
        return Planned(run, request, given.Prompt, model, notes?.Expected ?? []);
    }

    private static PlannedRun Planned(Run run, AskRequest request, int[] prompt, HostedModel model, IReadOnlyList<ExpectedQuestion> expected)
    {
        if (run.MaxTokens > model.ContextLength - prompt.Length)
            throw new PromptTooLongException(prompt.Length, run.MaxTokens, model.ContextLength);
        return new(run, new GenerationRequest
        {
            Prompt = prompt,
            Vocabulary = model.Vocabulary,
            Class = GenerationClass.Question,
            MaxTokens = run.MaxTokens,
            Sampling = new SamplingOptions(run.Temperature, Seed: run.Seed),
            StopStrings = model.Prompts.StopStrings,
            DraftSources = [.. QuestionMatcher.LikelyAnswers(run.Question, expected).Select(model.Prompts.AnswerTokens)],
            ContextId = run.ContextId,
            Owner = request.Asker ?? request.Owner,
        });
    }

    /// <summary>From the same notes each time, so that prompts begin alike; from fewer for a question or an answer that is longer than usual.</summary>
    private static int[] FromNotes(Run run, UsableNotes notes, string text, HostedModel model, IReadOnlyList<PromptTurn> turns)
    {
        int[] Prompt(IReadOnlyList<string> lines) => model.Prompts.FromNotes(text, lines, run.Question, run.Verbosity, turns);
        bool Fits(int[] prompt) => run.MaxTokens <= model.ContextLength - prompt.Length;

        var usual = Prompt(notes.Lines);
        run.NotesLeftOut = notes.LeftOut;
        if (Fits(usual))
            return usual;
        var fewer = NotesChoice.MostThatFit(notes.All, lines => Fits(Prompt(lines)));
        if (fewer.Lines.Count == 0)
            return usual;
        run.NotesLeftOut = fewer.LeftOut;
        return Prompt(fewer.Lines);
    }
}

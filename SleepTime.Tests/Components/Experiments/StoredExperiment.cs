using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Components.Experiments;

/// <summary>Experiments with results as running would store them.</summary>
internal static class StoredExperiment
{
    /// <summary>Standard at verbosity 0 is right at every second question, SleepTime at all; the last SleepTime answer could not be asked.</summary>
    /// <param name="answered">Of the planned questions; fewer leave the experiment partial.</param>
    public static async Task<Guid> AddAsync(TestEngine engine, int questions = 4, int answered = 4, ExperimentState state = ExperimentState.Completed, string name = "Stored")
    {
        var set = (await engine.Get<DataSetLibrary>().ListAsync(CancellationToken.None))[0];
        var experiment = new Experiment
        {
            Name = name, DataSetName = set.Name, Owner = "local", CellCount = questions * 2, State = state, CreatedAt = engine.Time.GetUtcNow(), ModelId = "fake", PromptVersion = "tiny", RanMs = 5_000, FailureReason = state == ExperimentState.Failed ? "It ended with an unexpected error." : null,
            Plan = new ExperimentPlan { DataSetId = set.Id, Contexts = 1, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [1], Samples = [1] },
        };
        var context = new ExperimentContext { ExperimentId = experiment.Id, Order = 0, Key = "a", Text = "Maya has 3 marbles." };
        for (var i = 0; i < questions; i++)
            context.Questions.Add(new ExperimentQuestion { ExperimentId = experiment.Id, ExperimentContextId = context.Id, Order = i, Question = $"How many, asked for the {i + 1}. time?", Expected = "3", Kind = i % 2 == 0 ? "count" : "sum" });
        await using var database = await engine.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        database.AddRange(experiment, context);
        database.Add(new ExperimentNotes { ExperimentId = experiment.Id, ExperimentContextId = context.Id, Passes = 1, Samples = 1, Lines = "Maya has 3.", LeftOut = 0, Struck = 0, Usage = new TokenUsage(10, 0, 40), TookMs = 100 });
        foreach (var (question, i) in context.Questions.Take(answered).Select((question, i) => (question, i)))
        {
            database.Add(Result(engine, question, Arm.Standard(0), i % 2 == 0, 30));
            var failed = i == questions - 1;
            database.Add(Result(engine, question, new Arm(AnswerMode.SleepTime, 0, 1, 1), true, 5, failed ? "The text does not fit." : null));
        }
        await database.SaveChangesAsync();
        return experiment.Id;
    }

    private static ExperimentResult Result(TestEngine engine, ExperimentQuestion question, Arm arm, bool right, int tokens, string? failure = null) => new()
    {
        ExperimentId = question.ExperimentId, ExperimentQuestionId = question.Id, Mode = arm.Mode, Verbosity = arm.Verbosity, Passes = arm.Passes, Samples = arm.Samples, Repeat = 0,
        Answer = failure is null ? $"Answer: {(right ? 3 : 4)}" : "", Extracted = failure is not null ? null : right ? "3" : "4", IsRight = right && failure is null, FinishReason = failure is null ? FinishReason.EndOfText : null,
        Failure = failure, Usage = failure is null ? new TokenUsage(50, 0, tokens) : null, FinishedAt = engine.Time.GetUtcNow(),
    };
}

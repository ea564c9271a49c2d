using System.Text;
using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Engine.Experiments.Estimates;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RealModel;

public sealed class ExperimentsOnTheEmbeddedModelTests : IDisposable
{
    private static readonly CancellationToken _none = CancellationToken.None;

    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task Experiment_BothModes_AnswersEveryQuestionInEveryArmApartFromTheTeamsOwn()
    {
        await using var engine = await RunningEngine.StartAsync(_data.Path, ("Sleep:Enabled", "false"));
        var made = await CreateAsync(engine, contexts: 3);

        var ended = await engine.UntilAsync(() => FindAsync(engine, made.Experiment.Id), view => view.Experiment.State == ExperimentState.Completed);

        Assert.Equal((24, 0), (ended.Done, ended.Failed));
        Assert.True(ended.Experiment.RanMs > 0);
        await using var database = await engine.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        Assert.Equal(3, await database.ExperimentNotes.CountAsync(notes => notes.Lines != "" && notes.Usage.CompletionTokens > 0));
        Assert.All(await database.ExperimentQuestions.ToListAsync(), question => Assert.True(question.LogProbability < 0));
        var results = await database.ExperimentResults.ToListAsync();
        Assert.True(Share(results, AnswerMode.SleepTime) > 0.5);
        Assert.Empty(await database.Runs.ToListAsync());
        Assert.Empty(await database.SleepJobs.Where(job => job.PassesDone > 0).ToListAsync());
        Assert.DoesNotContain(await database.Contexts.ToListAsync(), context => context.Owner.StartsWith("experiment", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Experiment_StoppedInTheMiddle_GoesOnAfterTheNextStartAndKeepsWhatItHas()
    {
        Guid id;
        List<Guid> before;
        await using (var engine = await RunningEngine.StartAsync(_data.Path, ("Sleep:Enabled", "false")))
        {
            id = (await CreateAsync(engine, contexts: 20)).Experiment.Id;
            await engine.UntilAsync(() => FindAsync(engine, id), view => view.Done > 0);
        }
        await using (var engine = await RunningEngine.StartAsync(_data.Path, ("Sleep:Enabled", "false")))
        {
            await using var database = await engine.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
            before = await database.ExperimentResults.Select(result => result.Id).ToListAsync();

            var ended = await engine.UntilAsync(() => FindAsync(engine, id), view => view.Experiment.State == ExperimentState.Completed);

            Assert.Equal(ended.Experiment.CellCount, ended.Done);
            Assert.Subset((await database.ExperimentResults.Select(result => result.Id).ToListAsync()).ToHashSet(), before.ToHashSet());
        }
    }

    [Fact]
    public async Task Experiment_PausedAndResumed_StopsAndGoesOnAndCanBeDeleted()
    {
        await using var engine = await RunningEngine.StartAsync(_data.Path, ("Sleep:Enabled", "false"));
        var experiments = engine.Get<ExperimentService>();
        var id = (await CreateAsync(engine, contexts: 20)).Experiment.Id;
        await engine.UntilAsync(() => FindAsync(engine, id), view => view.Done > 0);

        Assert.Equal(JobCommandResult.Done, await experiments.PauseAsync(id, _none));

        var paused = await FindAsync(engine, id);
        Assert.Equal(ExperimentState.Paused, paused.Experiment.State);
        Assert.True(paused.IsPartial);
        Assert.Equal(JobCommandResult.Done, await experiments.ResumeAsync(id, _none));
        await engine.UntilAsync(() => FindAsync(engine, id), view => view.Done > paused.Done);
        Assert.True(await experiments.DeleteAsync(id, _none));
        Assert.Null(await experiments.FindAsync(id, _none));
    }

    [Fact]
    public async Task Experiment_AContextLongerThanTheModelReads_IsForetoldAndFailsAloneInWords()
    {
        await using var engine = await RunningEngine.StartAsync(_data.Path, ("Sleep:Enabled", "false"));
        var model = await engine.Get<ModelHost>().WaitUntilSettledAsync(_none);
        var longer = string.Join(' ', Enumerable.Range(1, model.Hosted!.ContextLength).Select(day => $"On day {day} Maya has {day} marbles."));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($"{Line("fits", "Maya has 3 marbles. Leo has 4 marbles.")}\n{Line("longer", longer)}\n"));
        var set = await engine.Get<DataSetImporter>().ImportAsync(file, "Two", new ImportSettings { FileName = "two.jsonl" }, leaveOutFaulty: false, "local", _none);
        var plan = new ExperimentPlan { DataSetId = set.Id, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0], Passes = [1], Samples = [1], Predictability = true };

        Assert.Equal((2, 1), ((await EstimateAsync(plan)).Contexts, (await EstimateAsync(plan)).ContextsTooLong));
        var made = await engine.Get<ExperimentService>().CreateAsync("Two", null, plan, "local", _none);
        var ended = await engine.UntilAsync(() => FindAsync(engine, made.Experiment.Id), view => view.Experiment.State is not (ExperimentState.Queued or ExperimentState.Running));

        Assert.Equal((ExperimentState.Completed, 4, 2), (ended.Experiment.State, ended.Done, ended.Failed));
        var cells = (await engine.Get<ExperimentReader>().ReadAsync(made.Experiment.Id, _none))!.Value.Cells;
        var answers = await engine.Get<ExperimentAnswers>().ReadAsync([.. cells.Select(cell => cell.Id)], _none);
        Assert.Equal(4, answers.Count);
        Assert.All(answers.Where(answer => answer.ContextKey == "fits"), answer => Assert.Null(answer.Failure));
        Assert.All(answers.Where(answer => answer.ContextKey == "longer"), answer => Assert.Contains("the context length of the model is", answer.Failure, StringComparison.Ordinal));

        Task<ExperimentEstimate> EstimateAsync(ExperimentPlan plan) => engine.Get<ExperimentEstimator>().EstimateAsync(plan, _none);
        static string Line(string id, string context) => $$"""{"id": "{{id}}", "context": "{{context}}", "questions": [{"question": "How many marbles has Maya?", "answer": 3}]}""";
    }

    [Fact]
    public async Task Experiment_MoreQuestionsThanMayWaitAtOnce_ScoresEachOfThem()
    {
        await using var engine = await RunningEngine.StartAsync(_data.Path, ("Sleep:Enabled", "false"), ("Generation:MaxWaitingBackground", "8"));
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 3).Select(Line))));
        var set = await engine.Get<DataSetImporter>().ImportAsync(file, "Crowd", new ImportSettings { FileName = "crowd.jsonl" }, leaveOutFaulty: false, "local", _none);
        var plan = new ExperimentPlan { DataSetId = set.Id, Modes = [AnswerMode.Standard], Verbosities = [0], Passes = [1], Samples = [1], Predictability = true };

        var made = await engine.Get<ExperimentService>().CreateAsync("Crowd", null, plan, "local", _none);
        await engine.UntilAsync(() => FindAsync(engine, made.Experiment.Id), view => view.Experiment.State == ExperimentState.Completed);

        await using var database = await engine.Get<IDbContextFactory<SleepTimeDbContext>>().CreateDbContextAsync();
        var questions = await database.ExperimentQuestions.ToListAsync();
        Assert.Equal(60, questions.Count);
        Assert.All(questions, question => Assert.True(question.LogProbability < 0));

        static string Line(int number)
        {
            var questions = string.Join(", ", Enumerable.Range(1, 20).Select(more => $$"""{"question": "If Maya gets {{more}} more marbles, how many marbles will Maya have?", "answer": {{number + more}}}"""));
            return $$"""{"id": "{{number}}", "context": "Maya has {{number}} marbles. Leo has 4 marbles.", "questions": [{{questions}}]}""";
        }
    }

    public void Dispose() => _data.Dispose();

    private static async Task<ExperimentView> CreateAsync(RunningEngine engine, int contexts)
    {
        var stories = (await engine.Get<DataSetLibrary>().ListAsync(_none))[0];
        var plan = new ExperimentPlan
        {
            DataSetId = stories.Id, Contexts = contexts, QuestionsPerContext = 2, Modes = [AnswerMode.Standard, AnswerMode.SleepTime], Verbosities = [0, 2],
            Passes = [3], Samples = [1], Predictability = true,
        };
        return await engine.Get<ExperimentService>().CreateAsync("Small", null, plan, "local", _none);
    }

    private static async Task<ExperimentView> FindAsync(RunningEngine engine, Guid id) =>
        await engine.Get<ExperimentService>().FindAsync(id, _none) ?? throw new InvalidOperationException("There is no such experiment.");

    private static double Share(IReadOnlyList<ExperimentResult> results, AnswerMode mode) =>
        results.Where(result => result.Mode == mode).Average(result => result.IsRight ? 1.0 : 0);
}

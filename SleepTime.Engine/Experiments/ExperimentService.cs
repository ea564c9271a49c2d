using Microsoft.EntityFrameworkCore;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.Running;
using SleepTime.Engine.Experiments.Scoring;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Experiments;

/// <summary>Makes experiments, lists and steers them. Thread-safe.</summary>
public sealed class ExperimentService
{
    private readonly IDbContextFactory<SleepTimeDbContext> _databases;
    private readonly DataSetLibrary _library;
    private readonly ExperimentStore _store;
    private readonly ExperimentMonitor _monitor;
    private readonly ActivityFeed _feed;
    private readonly TimeProvider _time;

    internal ExperimentService(IDbContextFactory<SleepTimeDbContext> databases, DataSetLibrary library, ExperimentStore store, ExperimentMonitor monitor, ActivityFeed feed, TimeProvider time) =>
        (_databases, _library, _store, _monitor, _feed, _time) = (databases, library, store, monitor, feed, time);

    /// <summary>Queues an experiment with a copy of what it takes from its data set.</summary>
    /// <param name="ready">The ready experiment that it is; null for one of its own.</param>
    /// <exception cref="InvalidExperimentException">The plan cannot be done as it is; nothing is stored.</exception>
    public async Task<ExperimentView> CreateAsync(string name, string? ready, ExperimentPlan plan, string owner, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > Experiment.MaxNameLength)
            throw new InvalidExperimentException("name", $"name has {name.Length} characters; it needs 1 to {Experiment.MaxNameLength}.");
        PlanRules.Verify(plan);
        var set = await _library.FindAsync(plan.DataSetId, cancellationToken)
            ?? throw PlanRules.NoDataSet(plan.DataSetId);
        var id = Guid.CreateVersion7();
        var contexts = await ChooseAsync(id, set, plan, cancellationToken);
        var experiment = new Experiment
        {
            Id = id, Name = name, Ready = ready, Plan = plan, DataSetName = set.Name, Owner = owner,
            CellCount = contexts.Sum(context => context.Questions.Count) * plan.Arms.Count * plan.Repeats, CreatedAt = _time.GetUtcNow(),
        };
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        database.Add(experiment);
        database.AddRange(contexts);
        await database.SaveChangesAsync(cancellationToken);
        _feed.Publish(new ExperimentChanged(id));
        return new ExperimentView(experiment, 0, 0, null);
    }

    /// <summary>Newest first.</summary>
    /// <param name="page">From 1.</param>
    public async Task<Page<ExperimentView>> ListAsync(int page, int pageSize, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var found = await database.Experiments.AsNoTracking().OrderByDescending(experiment => experiment.CreatedAt).ThenByDescending(experiment => experiment.Id)
            .Skip((page - 1) * pageSize).Take(pageSize).ToListAsync(cancellationToken);
        return new Page<ExperimentView>(await ViewsAsync(database, found, cancellationToken), await database.Experiments.CountAsync(cancellationToken));
    }

    /// <summary>Experiments that one could be held against: others on the same data set that have answers, the newest first.</summary>
    /// <param name="most">As many at most.</param>
    public async Task<IReadOnlyList<Experiment>> ListBaselinesAsync(Experiment of, int most, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return await database.Experiments.AsNoTracking()
            .Where(other => other.Id != of.Id && other.DataSetName == of.DataSetName && database.ExperimentResults.Any(result => result.ExperimentId == other.Id))
            .OrderByDescending(other => other.CreatedAt).ThenByDescending(other => other.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <returns>Null when there is no such experiment.</returns>
    public async Task<ExperimentView?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return await database.Experiments.AsNoTracking().SingleOrDefaultAsync(experiment => experiment.Id == id, cancellationToken) is { } experiment
            ? (await ViewsAsync(database, [experiment], cancellationToken))[0]
            : null;
    }

    /// <summary>Answers that are under way are asked again when it is resumed.</summary>
    public Task<JobCommandResult> PauseAsync(Guid id, CancellationToken cancellationToken) =>
        MoveAsync(id, [ExperimentState.Queued, ExperimentState.Running], ExperimentState.Paused, cancellationToken);

    /// <summary>Goes on with what is missing, also after a failure.</summary>
    public Task<JobCommandResult> ResumeAsync(Guid id, CancellationToken cancellationToken) =>
        MoveAsync(id, [ExperimentState.Paused, ExperimentState.Failed], ExperimentState.Queued, cancellationToken);

    /// <summary>Ends it for good; what it has stays.</summary>
    public Task<JobCommandResult> CancelAsync(Guid id, CancellationToken cancellationToken) =>
        MoveAsync(id, [ExperimentState.Queued, ExperimentState.Running, ExperimentState.Paused], ExperimentState.Cancelled, cancellationToken);

    /// <summary>Deletes it with its results.</summary>
    /// <returns>False when there is no such experiment.</returns>
    public async Task<bool> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await CancelAsync(id, cancellationToken);
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        if (await database.Experiments.Where(experiment => experiment.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        _feed.Publish(new ExperimentChanged(id));
        return true;
    }

    private async Task<JobCommandResult> MoveAsync(Guid id, IReadOnlyList<ExperimentState> from, ExperimentState to, CancellationToken cancellationToken)
    {
        if (!await _store.MoveAsync(id, from, to, null, cancellationToken))
            return await FindAsync(id, cancellationToken) is null ? JobCommandResult.NotFound : JobCommandResult.NotPossible;
        await _monitor.StopAsync(id);
        _feed.Publish(new ExperimentChanged(id));
        return JobCommandResult.Done;
    }

    private async Task<IReadOnlyList<ExperimentView>> ViewsAsync(SleepTimeDbContext database, IReadOnlyList<Experiment> experiments, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. experiments.Select(experiment => experiment.Id)];
        var counts = await database.ExperimentResults.Where(result => ids.Contains(result.ExperimentId)).GroupBy(result => result.ExperimentId)
            .Select(group => new { group.Key, Done = group.Count(), Failed = group.Count(result => result.Failure != null) })
            .ToDictionaryAsync(group => group.Key, group => (group.Done, group.Failed), cancellationToken);
        return [.. experiments.Select(experiment =>
        {
            var (done, failed) = counts.GetValueOrDefault(experiment.Id);
            return new ExperimentView(experiment, done, failed, _monitor.PaceOf(experiment.Id) is { } pace ? TimeSpan.FromMilliseconds(pace * (experiment.CellCount - done)) : null);
        })];
    }

    private async Task<IReadOnlyList<ExperimentContext>> ChooseAsync(Guid id, DataSetView set, ExperimentPlan plan, CancellationToken cancellationToken)
    {
        var chosen = QuestionChoice.Choose(set.Contexts, plan.Contexts, plan.Seed).ToHashSet();
        List<ExperimentContext> contexts = [];
        var (index, questions) = (-1, 0);
        await foreach (var read in _library.ReadAsync(set.Id, cancellationToken))
        {
            index++;
            if (!chosen.Contains(index))
                continue;
            var context = new ExperimentContext { ExperimentId = id, Order = contexts.Count, Key = read.Id, Text = read.Context };
            foreach (var question in QuestionChoice.Choose(read, index, plan.QuestionsPerContext, plan.Seed))
            {
                if (AnswerScorer.Refusal(plan.Scorer, question.Answer) is { } refusal)
                    throw new InvalidExperimentException("scorer", $"Context {read.Id} has an answer that this scorer cannot compare: {refusal}");
                context.Questions.Add(new ExperimentQuestion
                {
                    ExperimentId = id, ExperimentContextId = context.Id, Order = questions++, Question = question.Question, Expected = question.Answer, Kind = question.Kind,
                });
            }
            if ((long)questions * plan.Arms.Count * plan.Repeats > PlanRules.MaxCells)
                throw new InvalidExperimentException("contexts", $"That would be more than {PlanRules.MaxCells:N0} answers. Choose fewer contexts, questions, verbosities or repeats.");
            contexts.Add(context);
        }
        return contexts;
    }
}

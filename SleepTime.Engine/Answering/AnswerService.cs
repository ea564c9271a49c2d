using SleepTime.Engine.Answering.FollowUps;
using SleepTime.Engine.Answering.Sections;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Engine.Answering;

/// <summary>Answers questions. A run belongs to the server, not to who asked: leaving does not stop it. Thread-safe.</summary>
public sealed class AnswerService
{
    private readonly ModelHost _host;
    private readonly GenerationService _generation;
    private readonly AnswerSourceReader _sources;
    private readonly FollowUpReader _followUps;
    private readonly RunStore _store;
    private readonly RunRegistry _registry;
    private readonly RunPump _pump;
    private readonly SleepPolicyStore _policies;
    private readonly QuestionLikeness _likeness;
    private readonly LongSourceReader _longSources;
    private readonly TimeProvider _time;

    internal AnswerService(
        ModelHost host, GenerationService generation, AnswerSourceReader sources, FollowUpReader followUps, RunStore store, RunRegistry registry, RunPump pump,
        SleepPolicyStore policies, QuestionLikeness likeness, LongSourceReader longSources, TimeProvider time)
    {
        _host = host;
        _generation = generation;
        _sources = sources;
        _followUps = followUps;
        _store = store;
        _registry = registry;
        _pump = pump;
        _policies = policies;
        _likeness = likeness;
        _longSources = longSources;
        _time = time;
    }

    /// <summary>
    /// Stores the runs and starts them. A SleepTime run without notes is stored as failed with how to get them; the
    /// other run of the comparison goes on. A question that sleep expected may be answered at once, without the model:
    /// its run says so by <see cref="Run.ExpectedQuestionId"/>. A question whose answer the sample knows is scored against it,
    /// unless a person gave another.
    /// </summary>
    /// <exception cref="InvalidQuestionException">A field is out of its range.</exception>
    /// <exception cref="ContextNotFoundException">There is no such context.</exception>
    /// <exception cref="ModelNotReadyException">No model is ready, or the server is stopping.</exception>
    /// <exception cref="QueueFullException">Too many questions wait already; nothing was stored.</exception>
    /// <exception cref="TooManyAtOnceException">More modes than questions may wait; nothing was stored.</exception>
    /// <exception cref="PromptTooLongException">It does not fit the context length; nothing was stored.</exception>
    public async Task<AskResult> AskAsync(AskRequest request, CancellationToken cancellationToken)
    {
        AskRequestRules.Check(request);
        var model = _host.Require();
        var source = await _sources.FindAsync(request.ContextId, request.StaleNotes, model, cancellationToken) ?? throw new ContextNotFoundException(request.ContextId);
        if (string.IsNullOrWhiteSpace(request.ExpectedAnswer))
            request = request with { ExpectedAnswer = await _sources.FindKnownAnswerAsync(request.ContextId, request.Question.Trim(), cancellationToken) };
        var followed = await _followUps.FindAsync(request, cancellationToken);
        if (SectionRoom.IsLong(source.Version.Tokens, model))
        {
            var notes = request.Modes.Contains(AnswerMode.SleepTime) ? source.Notes : null;
            source = source with { Long = await _longSources.FindAsync(source.Version, request.Question, followed, notes, model, cancellationToken) };
        }
        // A follow-up that is read with what was asked before may mean something else by the same words.
        var stored = followed.Count > 0 && model.Prompts.CarriesTurns ? null : await FindStoredAsync(request, source, model, cancellationToken);
        var planned = RunPlanner.Plan(request, source, model, stored, followed, _time.GetUtcNow());

        // Submitted first, stored second: a full queue then leaves nothing to clean up in the store. Killed in between,
        // the question is as if never asked, and whoever asked sees the connection break.
        var live = Submit(planned);
        try
        {
            // Not cancellable: a caller who leaves now has asked.
            await _store.AddAsync([.. planned.Select(plan => plan.Run)]);
        }
        catch
        {
            Withdraw(live);
            throw;
        }
        foreach (var run in live)
            _ = _pump.RunAsync(run);

        return new AskResult(planned[0].Run.ComparisonId, [.. planned.Select(plan => plan.Run)]);
    }

    /// <summary>The expected question whose stored answer may be given at once; null when the model has to answer.</summary>
    private async Task<ExpectedQuestion?> FindStoredAsync(AskRequest request, AnswerSource source, HostedModel model, CancellationToken cancellationToken)
    {
        var policy = _policies.Current;
        if (!policy.InstantAnswers || request is not { Instant: true, Temperature: 0, Modes: [AnswerMode.SleepTime] } || source.Notes is not { } notes)
            return null;
        // Nobody verified the expected answer itself: it counts when a note that counts holds it.
        if (QuestionMatcher.Find(request.Question, notes.Expected) is { } same)
            return Citations.Holds(same.Question, same.Answer, notes.Lines) ? same : null;
        // How alike questions are is scored after the text, which is not read at once when it is long.
        return policy.InstantScore is { } least and > 0 && source.Long is null
            ? await _likeness.FindAsync(request, source, notes, model, least, cancellationToken)
            : null;
    }

    /// <summary>All or none: a comparison of which half was refused compares nothing.</summary>
    private List<LiveRun> Submit(IReadOnlyList<PlannedRun> planned)
    {
        List<PlannedRun> toRun = [.. planned.Where(plan => plan.Request is not null)];
        if (toRun.Count == 0)
            return [];
        var tickets = _generation.Submit([.. toRun.Select(plan => plan.Request!)]);
        List<LiveRun> live = [.. toRun.Zip(tickets, (plan, ticket) => new LiveRun(plan.Run, ticket))];
        try
        {
            foreach (var run in live)
                _registry.Add(run);
        }
        catch
        {
            Withdraw(live);
            throw;
        }
        return live;
    }

    private void Withdraw(List<LiveRun> live)
    {
        foreach (var run in live)
        {
            run.Cancel();
            _registry.Remove(run);
        }
    }
}

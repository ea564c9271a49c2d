using SleepTime.Engine.Activities;
using SleepTime.Engine.Contexts;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>A choice that cannot be taken; the message says in plain words what can.</summary>
public sealed class InvalidSleepSettingsException(string field, string message) : Exception(message)
{
    /// <summary>In camel case, as the API has it.</summary>
    public string Field { get; } = field;
}

/// <summary>What people chose for single contexts, and what the gate decided on them. Thread-safe.</summary>
public sealed class SleepSettingsService
{
    private readonly Gatekeeper _gatekeeper;
    private readonly SkippedReader _skipped;
    private readonly SleepJobReader _reader;
    private readonly ActivityFeed _feed;

    internal SleepSettingsService(Gatekeeper gatekeeper, SkippedReader skipped, SleepJobReader reader, ActivityFeed feed)
    {
        _gatekeeper = gatekeeper;
        _skipped = skipped;
        _reader = reader;
        _feed = feed;
    }

    /// <summary>What a person chose for a context; all defaults when nobody did.</summary>
    public async Task<ContextSleepSettings> FindAsync(Guid contextId, CancellationToken cancellationToken) =>
        await _gatekeeper.FindSettingsAsync(contextId, cancellationToken) ?? new ContextSleepSettings { ContextId = contextId };

    /// <summary>The newest decision on the current version of a context; null when there is none.</summary>
    public async Task<SleepDecision?> FindDecisionAsync(Guid contextId, CancellationToken cancellationToken) =>
        await _reader.FindCurrentVersionAsync(contextId, cancellationToken) is { } version ? await _gatekeeper.FindDecisionAsync(version, cancellationToken) : null;

    /// <summary>Contexts whose newest decision on their present text is not to sleep, the newest first.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="reason">Only those skipped for it; null for all.</param>
    public Task<Page<SkippedContext>> ListSkippedAsync(int page, int pageSize, SkipReason? reason, CancellationToken cancellationToken) =>
        _skipped.ListAsync(page, pageSize, reason, cancellationToken);

    /// <summary>How many contexts are not slept on, by the reason; reasons that none has are left out.</summary>
    public Task<IReadOnlyDictionary<SkipReason, int>> CountSkippedAsync(CancellationToken cancellationToken) => _skipped.CountAsync(cancellationToken);

    /// <summary>Keeps a choice and has the gate asked again; what a job is to be like counts from the next one on. False when there is no such context.</summary>
    /// <exception cref="InvalidSleepSettingsException">A number is out of range.</exception>
    public async Task<bool> SaveAsync(ContextSleepSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Samples is < 1 or > 10)
            throw new InvalidSleepSettingsException("samples", $"Runs side by side are {settings.Samples}; choose 1, 2, 5 or 10, or any number between, or leave it empty for the team’s setting.");
        if (settings.TokenBudget is < 1)
            throw new InvalidSleepSettingsException("tokensPerContext", "The tokens for a text must be 1 or more; leave them empty for the team’s setting. To keep sleep off this text, choose never.");
        if (settings.ExpectedQuestions is < 0 or > 1_000_000)
            throw new InvalidSleepSettingsException("expectedQuestions", "The questions expected must be from 0 to 1,000,000; leave them empty to have them worked out.");
        if (!await _gatekeeper.SaveSettingsAsync(settings, cancellationToken))
            return false;
        _feed.Publish(new ContextChanged(settings.ContextId));
        _feed.Publish(new SleepChoiceChanged(settings.ContextId));
        return true;
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Contexts.Sections;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Engine.Storage;

namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>How a job on a text is to be done, as team and person chose, with what the gate says of it.</summary>
internal sealed record SleepProposal(
    SleepDecision Decision, int Passes, int Samples, int MinNewNotes, int? TokenBudget, double? BenefitPerToken);

/// <summary>Asks the gate about a text and keeps its decision. Thread-safe.</summary>
internal sealed class Gatekeeper(
    IDbContextFactory<SleepTimeDbContext> databases, ExperienceReader experience, SleepPolicyStore policies, SectionSurvey survey, ModelHost host, TimeProvider time,
    IOptions<SleepOptions> options)
{
    // Of each version.
    private const int MostKept = 20;

    /// <summary>The decision on a version, stored as its newest.</summary>
    /// <param name="passes">By hand for this job; null for what the settings and the effort say.</param>
    /// <param name="asked">A person asked for this job, which is a decision.</param>
    /// <returns>Null when the version has gone with its context.</returns>
    /// <exception cref="Generation.ModelNotReadyException">What sleep costs depends on the model, and none is ready.</exception>
    public async Task<SleepProposal?> DecideAsync(Guid contextId, Guid versionId, int? passes, bool asked, CancellationToken cancellationToken)
    {
        var model = host.Require();
        var policy = policies.Current;
        var chosen = await FindSettingsAsync(contextId, cancellationToken) ?? new ContextSleepSettings { ContextId = contextId };
        var wanted = EffortOf(chosen, model, passes);
        var text = await experience.ReadAsync(contextId, versionId, model.Id, cancellationToken);
        text = text with { IsLong = SectionRoom.IsLong(text.Tokens, model) };
        // After an edit of a long text only the sections that changed are slept on.
        if (!asked && text.IsLong)
            text = text with { Tokens = await survey.CountTokensLeftAsync(contextId, versionId, model, wanted, cancellationToken) };
        var shown = await experience.ReadAsync(model, cancellationToken);
        var forecast = SleepForecast.Of(policy, chosen.ExpectedQuestions, wanted, text, shown);
        var verdict = Gate.Decide(chosen.Choice, forecast);
        if (asked)
            verdict = new GateVerdict(true, true, verdict.Sleeps ? verdict.Reason : $"A person asked for it. The gate would not have slept: {verdict.Reason}");

        var decision = new SleepDecision
        {
            ContextId = contextId,
            ContextVersionId = versionId,
            Sleeps = verdict.Sleeps,
            ByPerson = verdict.ByPerson,
            Reason = SleepDecision.ReasonOf(verdict.Reason, GateCases.Of(forecast, text, shown)),
            ExpectedQuestions = forecast.Questions,
            SleepTokens = forecast.SleepTokens,
            SavedPerQuestion = forecast.SavedPerQuestion,
            Predictability = forecast.BreakEven is null ? null : forecast.Predictability,
            BreakEven = forecast.BreakEven?.Questions,
            MadeAt = time.GetUtcNow(),
        };
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // Takes the write lock before it looks, so that the version cannot go in between.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (!await database.ContextVersions.AnyAsync(version => version.Id == versionId, cancellationToken))
            return null;
        database.SleepDecisions.Add(decision);
        await database.SaveChangesAsync(cancellationToken);
        // Each question on a skipped text brings one; only the newest are read.
        await database.SleepDecisions
            .Where(old => old.ContextVersionId == versionId && !database.SleepDecisions
                .Where(one => one.ContextVersionId == versionId).OrderByDescending(one => one.MadeAt).ThenByDescending(one => one.Id).Select(one => one.Id).Take(MostKept).Contains(old.Id))
            .ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new SleepProposal(
            decision, wanted.Passes, wanted.Samples, policy.MinNewNotes, chosen.TokenBudget ?? policy.TokensPerContext, forecast.BenefitPerToken);
    }

    /// <summary>How much sleep the next job gives a context.</summary>
    public async Task<SectionEffort> FindEffortAsync(Guid contextId, HostedModel model, CancellationToken cancellationToken) =>
        EffortOf(await FindSettingsAsync(contextId, cancellationToken), model, passes: null);

    private SectionEffort EffortOf(ContextSleepSettings? chosen, HostedModel model, int? passes)
    {
        var (policy, most) = (policies.Current, model.Prompts.SleepPasses);
        // What a person chose for this text comes before the passes of the settings.
        var usual = chosen?.Effort is { } effort ? effort.Passes(most) : options.Value.Passes is { } set ? Math.Min(set, most) : policy.Effort.Passes(most);
        return new SectionEffort(passes ?? usual, chosen?.Samples ?? policy.Samples);
    }

    /// <summary>What a person chose for a context; null when nobody did.</summary>
    public async Task<ContextSleepSettings?> FindSettingsAsync(Guid contextId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.ContextSleepSettings.AsNoTracking().SingleOrDefaultAsync(settings => settings.ContextId == contextId, cancellationToken);
    }

    /// <summary>The newest decision on a version; null when there is none.</summary>
    public async Task<SleepDecision?> FindDecisionAsync(Guid versionId, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.SleepDecisions.AsNoTracking()
            .Where(decision => decision.ContextVersionId == versionId)
            .OrderByDescending(decision => decision.MadeAt).ThenByDescending(decision => decision.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Keeps what a person chose. False when there is no such context.</summary>
    public async Task<bool> SaveSettingsAsync(ContextSleepSettings settings, CancellationToken cancellationToken)
    {
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        // Takes the write lock before it looks, so that of two first choices one is the second.
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (!await database.Contexts.AnyAsync(context => context.Id == settings.ContextId, cancellationToken))
            return false;
        var stored = await database.ContextSleepSettings.SingleOrDefaultAsync(known => known.ContextId == settings.ContextId, cancellationToken);
        if (stored is null)
            database.ContextSleepSettings.Add(settings);
        else
            database.Entry(stored).CurrentValues.SetValues(settings);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}

using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Engine.Overview;

/// <summary>What of the present state a person should know of, and what to do about it. Pure.</summary>
public static class AlertRules
{
    /// <summary>How long jobs may wait without any of them getting time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>The most urgent first; empty when all is well.</summary>
    public static IReadOnlyList<Alert> Of(AlertFacts facts) =>
    [
        .. new[]
        {
            ModelFailed(facts), DiskFull(facts), JobsFailed(facts), NoIdleTime(facts), SleepPaused(facts), BudgetSpent(facts), NotesRefuted(facts), NotesStale(facts),
        }.OfType<Alert>(),
    ];

    private static Alert? ModelFailed(AlertFacts facts) => facts.Model != ModelState.Failed ? null : new(
        AlertKind.ModelFailed, AlertLevel.Bad, "The model could not be loaded", facts.ModelFailure ?? "The server does not know why.",
        "Mend what it names, then restart the server. Texts, notes and answers can be read meanwhile.", []);

    private static Alert? DiskFull(AlertFacts facts) => !facts.Sleep.DiskFull ? null : new(
        AlertKind.DiskFull, AlertLevel.Bad, "The disk is full", "What sleep wrote could not be stored. It tries again every minute, and no notes are lost.",
        "Make room on the disk that holds the data directory.", []);

    private static Alert? JobsFailed(AlertFacts facts) => facts.Failed is not { Count: > 0 } failed ? null : new(
        AlertKind.JobsFailed, AlertLevel.Warning, $"{Count(failed.Count, "sleep job")} failed in the last 24 hours",
        failed.Latest is { } latest ? $"{(failed.Count == 1 ? "It was" : "The latest was")} on “{latest.Title}”. {FailureText.Of(failed.Reason, "")}".TrimEnd() : FailureText.Of(failed.Reason, ""),
        $"Look at why, then retry {(failed.Count == 1 ? "it" : "them")} in the queue.", failed.Latest is { } about ? [about] : []);

    // What says already why nothing is slept on needs no second alert.
    private static Alert? NoIdleTime(AlertFacts facts)
    {
        if (facts is not { Model: ModelState.Ready, OldestWaiting: { } oldest, Sleep: { Paused: false, DiskFull: false, State: not (IdleState.Sleeping or IdleState.BudgetSpent) } })
            return null;
        var since = Later(Later(oldest, facts.RunningSince), facts.LastPass);
        if (facts.At - since < Patience)
            return null;
        var (detail, next) = facts switch
        {
            { GpuBusy: { } busy } => (busy, "Let the other process end, or let others use more of the GPU in the server’s settings."),
            { Policy: { From: { } from, Until: { } until } } => (
                $"The hours from {from:HH:mm} to {until:HH:mm} have brought it no idle time.", "Choose other hours in the sleep settings, or stop what asks within them."),
            _ => ("Questions and experiments have left it no idle time.", "Look at what runs, and pause what can wait."),
        };
        return new(
            AlertKind.NoIdleTime, AlertLevel.Warning, $"Nothing was slept on for {Math.Floor((facts.At - since).TotalHours):N0} hours",
            $"{Count(facts.Sleep.Queued, "job")} {(facts.Sleep.Queued == 1 ? "waits" : "wait")}. {detail}", next, []);
    }

    private static Alert? SleepPaused(AlertFacts facts) => !facts.Sleep.Paused ? null : new(
        AlertKind.SleepPaused, AlertLevel.Warning, "Sleep is paused",
        facts.Sleep.Queued == 0 ? "New texts get no notes until it is resumed." : $"{Count(facts.Sleep.Queued, "job")} {(facts.Sleep.Queued == 1 ? "waits" : "wait")} until it is resumed.",
        "Resume it in the queue when the model may work again.", []);

    private static Alert? BudgetSpent(AlertFacts facts) => facts.Policy.TokensPerDay is not { } most || facts.Sleep.TokensToday < most ? null : new(
        AlertKind.BudgetSpent, AlertLevel.Warning, "Today’s tokens for sleep are spent",
        $"{facts.Sleep.TokensToday:N0} of {most:N0} tokens. {(facts.Sleep.Queued == 0 ? "Nothing waits for more." : $"{Count(facts.Sleep.Queued, "job")} {(facts.Sleep.Queued == 1 ? "waits" : "wait")} for tomorrow.")}",
        "Wait, or allow more tokens a day in the sleep settings.", []);

    private static Alert? NotesRefuted(AlertFacts facts) => facts.Refuted is not { Count: > 0 } refuted ? null : new(
        AlertKind.NotesRefuted, AlertLevel.Warning, $"Most notes of {Count(refuted.Count, "context")} failed verification",
        "More than half of the lines contradict the text or their own arithmetic. They are struck, and no answer uses them.",
        $"Read the notes; the model may not understand {(refuted.Count == 1 ? "this text" : "these texts")}. Sleep again, or forbid sleep there.", refuted.First);

    private static Alert? NotesStale(AlertFacts facts) => facts.Stale is not { Count: > 0 } stale ? null : new(
        AlertKind.NotesStale, AlertLevel.Warning, $"Notes of {Count(stale.Count, "context")} are out of date",
        "The text was edited since, or another model or other prompts made them. SleepTime does not answer from them, and no job makes new ones.",
        $"Sleep on {(stale.Count == 1 ? "it" : "them")} again from the page of the context.", stale.First);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    private static string Count(int count, string one) => count == 1 ? $"1 {one}" : $"{count:N0} {one}s";
}

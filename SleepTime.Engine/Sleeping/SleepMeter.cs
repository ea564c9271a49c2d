using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using SleepTime.Engine.Generation.Telemetry;

namespace SleepTime.Engine.Sleeping;

/// <summary>The sleep queue's figures as instruments beside those of the engine, which count its tokens under class "sleep". Thread-safe.</summary>
internal sealed class SleepMeter : IHostedService, IDisposable
{
    private readonly Meter _meter;

    public SleepMeter(IMeterFactory factory, SleepMonitor monitor, SleepSpending spending)
    {
        _meter = factory.Create(GenerationMeter.Name);
        _meter.CreateObservableGauge(
            "sleeptime.sleep_jobs",
            () => new Measurement<int>[] { new(monitor.Current is null ? 0 : 1, State("running")), new(monitor.Queued, State("waiting")), new(monitor.PausedJobs, State("paused")) },
            description: "Sleep jobs that have not ended, by where they stand.");
        _meter.CreateObservableGauge("sleeptime.sleep_queue_paused", () => monitor.Paused ? 1 : 0, description: "1 while a person has paused all sleep.");
        _meter.CreateObservableGauge("sleeptime.sleep_tokens_today", () => spending.Today, description: "Completion tokens that sleep has spent today.");
        _meter.CreateObservableCounter("sleeptime.sleep_jobs_ended", () => PerState(monitor.Ended), description: "Sleep jobs that ended since the start, by how.");
        _meter.CreateObservableCounter(
            "sleeptime.sleep_notes",
            () => new Measurement<long>[] { new(monitor.NotesUsable, Verdict("usable")), new(monitor.NotesStruck, Verdict("struck")) },
            description: "Notes that jobs stored since the start, by whether answers may use them.");
    }

    // Its instruments are there from when it is made: the host makes it at its start.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> PerState(IReadOnlyList<(SleepJobState State, long Count)> ended) =>
        ended.Select(one => new Measurement<long>(one.Count, State(one.State.ToString().ToLowerInvariant())));

    private static KeyValuePair<string, object?> State(string state) => new("state", state);

    private static KeyValuePair<string, object?> Verdict(string verdict) => new("verdict", verdict);
}

using System.Diagnostics.Metrics;
using System.Text.Json;
using SleepTime.Engine.Generation.Prefixes;

namespace SleepTime.Engine.Generation.Telemetry;

/// <summary>
/// The engine's figures as instruments of System.Diagnostics.Metrics: our prefix, and the stems that llama-server and vLLM
/// use, so that known dashboards need little changing. Thread-safe; costs next to nothing while nobody listens.
/// </summary>
internal sealed class GenerationMeter : IDisposable
{
    public const string Name = "SleepTime.Generation";

    // Seconds. From one step of a small model on a processor to a long document on it.
    private static readonly double[] Latencies = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
    private static readonly double[] TokenLatencies = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

    private readonly GenerationService _service;
    private readonly Meter _meter;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _promptTokens;
    private readonly Counter<long> _cachedTokens;
    private readonly Counter<long> _predictedTokens;
    private readonly Histogram<double> _queueTime;
    private readonly Histogram<double> _firstToken;
    private readonly Histogram<double> _interToken;
    private readonly Histogram<double> _total;

    public GenerationMeter(IMeterFactory factory, GenerationService service)
    {
        _service = service;
        _meter = factory.Create(Name);
        _requests = _meter.CreateCounter<long>("sleeptime.requests", description: "Ended requests by class and reason.");
        _promptTokens = _meter.CreateCounter<long>("sleeptime.prompt_tokens", description: "Prompt tokens of admitted requests, cached ones included.");
        _cachedTokens = _meter.CreateCounter<long>("sleeptime.cached_tokens", description: "Prompt tokens that were not computed, by the tier they came from.");
        _predictedTokens = _meter.CreateCounter<long>("sleeptime.tokens_predicted", description: "Tokens generated.");
        _queueTime = Seconds("sleeptime.request_queue_time", "From submission until the engine admitted the request.", Latencies);
        _firstToken = Seconds("sleeptime.time_to_first_token", "From submission until the first token was drawn.", Latencies);
        _interToken = Seconds("sleeptime.inter_token_latency", "Mean time between the tokens of a request.", TokenLatencies);
        _total = Seconds("sleeptime.e2e_request_latency", "From submission to the end.", Latencies);
        ObserveLoad();
        ObserveWork();
        ObservePrefixes();
    }

    public void Record(GenerationTicket ticket, GenerationResult result)
    {
        var @class = ClassTag(ticket.Request.Class);
        _requests.Add(1, @class, new("reason", Word(result.Reason)));
        if (ticket.Clock.WasAdmitted)
            _promptTokens.Add(result.Usage.PromptTokens, @class);
        _predictedTokens.Add(result.Usage.CompletionTokens, @class);
        if (result.CachedFrom is { } tier)
            _cachedTokens.Add(result.Usage.CachedTokens, @class, TierTag(tier));
        _queueTime.Record(result.Timings.QueueMs / 1000, @class);
        _total.Record(result.Timings.TotalMs / 1000, @class);
        if (result.Timings.TimeToFirstTokenMs is { } first)
            _firstToken.Record(first / 1000, @class);
        if (result.Timings.TokensPerSecond is { } rate)
            _interToken.Record(1 / rate, @class);
    }

    public void Dispose() => _meter.Dispose();

    private Histogram<double> Seconds(string name, string description, double[] boundaries) =>
        _meter.CreateHistogram<double>(name, "s", description, advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = boundaries });

    private void ObserveLoad()
    {
        _meter.CreateObservableGauge("sleeptime.requests_processing", () => PerClass(_service.Load.Running), description: "Admitted requests.");
        _meter.CreateObservableGauge("sleeptime.requests_waiting", () => PerClass(_service.Load.Waiting), description: "Queued requests.");
        _meter.CreateObservableGauge("sleeptime.predicted_tokens_seconds", () => _service.Load.TokensPerSecond, description: "Tokens generated per second over the last second.");
    }

    private void ObserveWork()
    {
        Observe("sleeptime.decode", counts => counts.Steps, "Batches computed.");
        Observe("sleeptime.decode_tokens", counts => counts.StepTokens, "Tokens in these batches: over the batches, the batch fill.");
        Observe("sleeptime.preemptions", counts => counts.Preemptions, "Background requests that stepped aside for a question, their KV state kept.");
        Observe("sleeptime.aborted_steps", counts => counts.AbortedSteps, "Background batches that a question cut short.");
        Observe("sleeptime.parkings", counts => counts.Parkings, "Requests that gave up their KV cells and are computed again.");
        Observe("sleeptime.contexts_lost", counts => counts.ContextsLost, "Inference contexts thrown away after a failed native call.");
        Observe("sleeptime.spec_decode_num_draft_tokens", counts => counts.DraftTokens, "Tokens drafted by lookup.");
        Observe("sleeptime.spec_decode_num_accepted_tokens", counts => counts.AcceptedDraftTokens, "Drafted tokens that the model accepted.");
        _meter.CreateObservableGauge("sleeptime.sequences_used", () => _service.Counts.SequencesUsed, description: "Sequences of running requests and kept prefixes.");
        _meter.CreateObservableGauge("sleeptime.kv_cells_used", () => _service.Counts.CellsUsed, description: "KV cells that at least one sequence sees.");
    }

    private void ObservePrefixes()
    {
        _meter.CreateObservableCounter("sleeptime.prefix_cache_queries", () => _service.PrefixUse.Queried, description: "Prompt tokens that were looked for among kept prefixes.");
        _meter.CreateObservableCounter("sleeptime.prefix_cache_hits", () => PerTier(_service.PrefixUse.Tokens), description: "Those of them that were found, by tier.");
        _meter.CreateObservableCounter("sleeptime.prefix_cache_requests", () => PerTier(_service.PrefixUse.Hits).Append(new(_service.PrefixUse.Misses, new KeyValuePair<string, object?>("tier", "none"))), description: "Requests by the tier that their prefix came from.");
        _meter.CreateObservableGauge(
            "sleeptime.state_size",
            () => (Measurement<long>[])[new(_service.PrefixUse.MemoryBytes, TierTag(PrefixTier.Memory)), new(_service.PrefixUse.DiskBytes, TierTag(PrefixTier.Disk))],
            "By", "Saved KV states, by tier.");
    }

    private void Observe(string name, Func<EngineCounts, long> read, string description) =>
        _meter.CreateObservableCounter(name, () => read(_service.Counts), description: description);

    private static Measurement<int>[] PerClass(IReadOnlyList<int> counts) =>
        [.. Enum.GetValues<GenerationClass>().Select(@class => new Measurement<int>(counts[(int)@class], ClassTag(@class)))];

    private static Measurement<long>[] PerTier(IReadOnlyList<long> counts) =>
        [.. Enum.GetValues<PrefixTier>().Select(tier => new Measurement<long>(counts[(int)tier], TierTag(tier)))];

    private static KeyValuePair<string, object?> ClassTag(GenerationClass @class) => new("class", Word(@class));

    private static KeyValuePair<string, object?> TierTag(PrefixTier tier) => new("tier", Word(tier));

    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

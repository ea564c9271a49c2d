using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Lookup;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

/// <summary>The engine loop stepped by hand on a fake context: no thread, no clock.</summary>
public abstract class EngineLoopTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly GenerationQueue _queue = new(new GenerationOptions(), new FakeTimeProvider());
    private EngineLoop? _loop;
    private EngineLoadMeter? _load;

    internal FakeTimeProvider Time => _time;

    internal FakeLoadedModel Model { get; set; } = new() { NextToken = _ => 'x' };

    internal FakeInferenceContext Context => Model.Context!;

    internal int Cells { get; set; } = 4096;

    internal int Sequences { get; set; } = 8;

    internal int BatchTokens { get; set; } = 64;

    internal int MaxResident { get; set; } = 4;

    internal int BackgroundPercent { get; set; } = 5;

    /// <summary>None by default, so that what a test counts is not mixed with them.</summary>
    internal int RiderPercent { get; set; }

    internal EngineCounts Counts => _load!.Counters.Current;

    internal EngineLoad Load => _load!.Current;

    internal long StateMemoryBytes { get; set; }

    internal PrefixMeter PrefixMeter { get; } = new();

    internal EngineLoop Loop => _loop ??= Start();

    public void Dispose()
    {
        _loop?.Dispose();
        GC.SuppressFinalize(this);
    }

    internal GenerationTicket Submit(
        string prompt, GenerationClass @class = GenerationClass.Question, int maxTokens = 4, string owner = "local", PromptLookup? lookup = null, string? stop = null, Guid? contextId = null, int scoreFrom = 0)
    {
        _ = Loop;
        var request = new GenerationRequest
        {
            Prompt = Model.Vocabulary.Tokenize(prompt, parseSpecial: true), Class = @class, MaxTokens = maxTokens, Owner = owner, StopStrings = stop is null ? [] : [stop], ContextId = contextId, ScoreFrom = scoreFrom,
        };
        var ticket = new GenerationTicket(request, new GenerationClock(_time), cancelled =>
        {
            if (_queue.Remove(cancelled))
                cancelled.FinishUnadmitted(FinishReason.Cancelled, null);
        }, lookup);
        _queue.Add(ticket);
        return ticket;
    }

    internal void StepUntilDone()
    {
        for (var steps = 0; Loop.Step(); steps++)
            Assert.True(steps < 10_000, "The loop does not come to an end.");
    }

    internal void Step(int times)
    {
        for (var i = 0; i < times; i++)
            Assert.True(Loop.Step(), "There was nothing to do.");
    }

    internal static async Task<GenerationResult> ResultOf(GenerationTicket ticket)
    {
        Assert.True(ticket.Completion.IsCompleted, "The generation has not ended.");
        return await ticket.Completion;
    }

    /// <summary>Told on a thread of the pool when a state was read from disk.</summary>
    internal Action OnStateRead { get; set; } = () => { };

    /// <summary>Null keeps no states on disk.</summary>
    internal StateWriter? StateWriter { get; set; }

    private SavedPrefixes Saved => new(new StateMemory(StateMemoryBytes), StateWriter, new PrefixSpeeds(_time), PrefixMeter, () => OnStateRead());

    private EngineLoop Start()
    {
        _queue.Open();
        var options = new InferenceContextOptions(Cells, Sequences, BatchTokens);
        var load = _load = new EngineLoadMeter(_queue, _time, () => { });
        return new EngineLoop(
            Model, () => Model.CreateContext(options), _queue, load, new PrefixLimits(MaxResident), Saved, new BackgroundShares(BackgroundPercent, RiderPercent), _time, NullLogger.Instance);
    }
}

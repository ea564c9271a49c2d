using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>
/// A service with states on disk whose writer can be held: the folder of one context cannot be made, and the writer
/// stays in the line of the log that says so.
/// </summary>
internal sealed class StuckDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualResetEventSlim _mayGoOn = new();
    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StateFolder _states;
    private int _copies;

    public StuckDisk(GenerationOptions? options = null)
    {
        _states = new StateFolder(_folder.File("states"));
        Directory.CreateDirectory(_states.Path);
        File.WriteAllText(_states.Of(Unwritable), "");
        Model.OnSave = () => Interlocked.Increment(ref _copies);
        var log = new LogRecorder<GenerationService>(line =>
        {
            if (!line.Contains("could not be written", StringComparison.Ordinal))
                return;
            _stuck.TrySetResult();
            _mayGoOn.Wait();
        });
        Service = new GenerationService(Options.Create(options ?? new GenerationOptions()), new ActivityFeed(), new FakeTimeProvider(), log, _states);
        _ = Service.Start(Model, new InferenceContextOptions(4096, 8, 64), contextLength: 2048, new StateModel("abc", "tiny-1"));
    }

    /// <summary>The context that no file can be written for.</summary>
    public Guid Unwritable { get; } = Guid.NewGuid();

    public FakeLoadedModel Model { get; } = new() { NextToken = _ => 'x' };

    public GenerationService Service { get; }

    /// <summary>States copied out of the cells so far.</summary>
    public int Copies => Volatile.Read(ref _copies);

    /// <summary>Holds the writer and fills its queue; what these saves become.</summary>
    public async Task<Task<PrefixSaveOutcome[]>> FillAsync()
    {
        var first = Save('0', Unwritable);
        await _stuck.Task;
        var others = "1234".Select(name => Save(name, Guid.NewGuid())).ToList();
        await Task.WhenAll(others.Select(save => save.Ticket.Completion));
        return Task.WhenAll(others.Prepend(first).Select(save => save.Outcome));
    }

    public void GoOn() => _mayGoOn.Set();

    public PrefixSave Save(char name, Guid contextId) =>
        Service.SavePrefix([.. Enumerable.Repeat((int)name, 100)], contextId, "local") ?? throw new InvalidOperationException("No states are kept.");

    /// <summary>Completes when the engine has done what it was asked for before.</summary>
    public Task EngineAsync() =>
        Service.Submit(new GenerationRequest { Prompt = [1, 2, 3], Class = GenerationClass.Sleep, MaxTokens = 1 }).Completion;

    public string[] FilesOf(Guid contextId) => Directory.Exists(_states.Of(contextId)) ? Directory.GetFiles(_states.Of(contextId)) : [];

    public async ValueTask DisposeAsync()
    {
        GoOn();
        await Service.StopAsync();
        _mayGoOn.Dispose();
        _folder.Dispose();
    }
}

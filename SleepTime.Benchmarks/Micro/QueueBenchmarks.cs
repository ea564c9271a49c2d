using BenchmarkDotNet.Attributes;
using SleepTime.Engine.Generation;

namespace SleepTime.Benchmarks.Micro;

/// <summary>The way of a request through the queue while as many others wait: queued, told its positions, taken.</summary>
public class QueueBenchmarks
{
    private const int Owners = 8;

    private static readonly GenerationOptions Options = new() { MaxWaitingQuestions = 1000, MaxWaitingBackground = 1000 };

    private readonly GenerationQueue _queue = new(Options, TimeProvider.System);
    private GenerationRequest[] _requests = [];

    [Params(8, 64, 256)]
    public int Waiting { get; set; }

    [GlobalSetup]
    public void Open()
    {
        _queue.Open();
        // Half of them questions, of whom no owner asks more than a few.
        _requests = [.. Enumerable.Range(0, Waiting).Select(i => new GenerationRequest
        {
            Prompt = [1],
            Class = i % 2 == 0 ? GenerationClass.Question : (GenerationClass)(1 + (i / 2 % 2)),
            MaxTokens = 1,
            Owner = $"owner {i % Owners}",
        })];
    }

    [Benchmark]
    public int FillAndDrain()
    {
        foreach (var request in _requests)
            _queue.Add(new GenerationTicket(request, new GenerationClock(TimeProvider.System), _ => { }));
        var taken = 0;
        while (_queue.Take(_ => true) is not null)
            taken++;
        return taken;
    }
}

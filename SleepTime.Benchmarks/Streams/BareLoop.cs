using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.Streams;

/// <summary>
/// The least that can be done over the same binding: one batch with all prompts, then one batch a step with a token of
/// each stream, drawn and put into the next. No queue, no text, nobody who watches.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly ILoadedModel _model;
    private readonly IInferenceContext _context;
    private readonly TokenBatch _batch;

    private BareLoop(ILoadedModel model, IInferenceContext context)
    {
        _model = model;
        _context = context;
        _batch = new TokenBatch(context.BatchSize);
    }

    public static async Task<BareLoop> LoadAsync(string path, InferenceContextOptions options)
    {
        var runtime = BuiltRuntime.Create(NullLoggerFactory.Instance);
        var model = await runtime.LoadAsync(new ModelLoadOptions(path), null, CancellationToken.None);
        return new BareLoop(model, model.CreateContext(options));
    }

    /// <summary>On a thread of its own, as the engine has one.</summary>
    public Task<StreamsResult> RunAsync(StreamPlan plan) =>
        Task.Factory.StartNew(() => Run(plan), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        _context.Dispose();
        _model.Dispose();
    }

    private StreamsResult Run(StreamPlan plan)
    {
        var start = Stopwatch.GetTimestamp();
        var streams = plan.Prompts.Count;
        var samplers = plan.Prompts.Select(_ => _model.CreateSampler(SamplingOptions.Greedy)).ToList();
        var places = new int[streams];
        _context.Clear();
        _batch.Clear();
        for (var stream = 0; stream < streams; stream++)
            places[stream] = AddPrompt(plan.Prompts[stream], stream);
        Decode();
        var first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        var tokens = new int[streams];
        for (var generated = 1; ; generated++)
        {
            for (var stream = 0; stream < streams; stream++)
                tokens[stream] = _context.Sample(samplers[stream], places[stream]);
            if (generated == plan.Tokens)
                break;
            _batch.Clear();
            for (var stream = 0; stream < streams; stream++)
                places[stream] = _batch.Add(tokens[stream], plan.Prompts[stream].Length + generated - 1, stream, wantsLogits: true);
            Decode();
        }

        samplers.ForEach(sampler => sampler.Dispose());
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new StreamsResult([.. tokens.Select(_ => new StreamResult(plan.Tokens, first, elapsed.TotalMilliseconds))], elapsed.TotalSeconds);
    }

    private int AddPrompt(int[] prompt, int stream)
    {
        var last = -1;
        for (var position = 0; position < prompt.Length; position++)
            last = _batch.Add(prompt[position], position, stream, wantsLogits: position == prompt.Length - 1);
        return last;
    }

    private void Decode()
    {
        if (_context.Decode(_batch) is var status and not DecodeStatus.Done)
            throw new InvalidOperationException($"The bare loop could not go on: {status}.");
    }
}

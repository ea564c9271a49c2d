using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Lookup;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Generation.Scoring;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

/// <summary>Plays a script against an engine loop, a byte at a time, and knows what has to come out.</summary>
internal sealed class SchedulerScript : IDisposable
{
    private const int BatchTokens = 32;

    private static readonly Guid[] Contexts = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];

    private readonly FakeTimeProvider _time = new();
    private readonly FakeLoadedModel _model = new() { NextToken = tokens => Next([.. tokens]), MicroBatch = 8 };
    private readonly GenerationQueue _queue = new(new GenerationOptions(), new FakeTimeProvider());
    private readonly EngineLoadMeter _load;
    private readonly EngineLoop _loop;
    private readonly List<GenerationTicket> _tickets = [];
    private readonly List<GenerationTicket> _admitted = [];
    private GenerationTicket? _cancelInStep;
    private int _askAt = -1;

    private readonly SchedulerScriptOptions _options;
    private readonly HashSet<GenerationTicket> _toFail = [];
    private bool _failNext;

    public SchedulerScript(SchedulerScriptOptions options)
    {
        _options = options;
        _queue.Open();
        _model.OnDecode = BeforeDecode;
        _model.OnMicroBatch = ActInStep;
        var context = new InferenceContextOptions(options.Cells, MaxSequences: 4, BatchTokens);
        var load = _load = new EngineLoadMeter(_queue, new FakeTimeProvider(), () => { });
        var saved = new SavedPrefixes(new StateMemory(options.StateMemoryBytes), null, new PrefixSpeeds(_time), new PrefixMeter(), () => { });
        _loop = new EngineLoop(_model, () => _model.CreateContext(context), _queue, load, new PrefixLimits(options.MaxResident), saved, options.Shares, _time, NullLogger.Instance);
    }

    /// <summary>A request in a class, of an owner, with a prompt and a length that follow from two numbers.</summary>
    public static GenerationTicket Ticket(byte kind, int number, Action<GenerationTicket> onCancel, bool promptsDiffer = false)
    {
        var prompt = Enumerable.Range(0, 1 + kind % 50).Select(i => i < 20 ? 'a' + kind % 3 : 'a' + (i + number) % 26).ToArray();
        if (promptsDiffer)
            prompt[0] = number % 256;
        var @class = (GenerationClass)(kind / 5 % 3);
        var request = new GenerationRequest
        {
            Prompt = prompt, Class = @class, MaxTokens = 1 + kind / 15, Owner = $"owner {kind / 45 % 3}", ContextId = Contexts[kind % 3],
            ScoreFrom = @class != GenerationClass.Question && kind % 4 == 1 ? prompt.Length / 2 : 0,
        };
        var lookup = kind % 2 == 0 ? new PromptLookup(prompt, [], most: 4) : null;
        return new GenerationTicket(request, new GenerationClock(new FakeTimeProvider()), onCancel, lookup);
    }

    public void Do(byte part)
    {
        switch (part % 8)
        {
            case 0 or 1 or 2:
                Submit(part);
                break;
            case 3 when _tickets.Count > 0:
                _tickets[part / 8 % _tickets.Count].Cancel();
                break;
            case 4 when _tickets.Count > 0:
                _cancelInStep = _tickets[part / 8 % _tickets.Count];
                break;
            case 5:
                _askAt = part / 8 % 4;
                break;
            case 6 when _options.DecodesFail && part / 8 % 4 == 0:
                _failNext = true;
                break;
            default:
                _loop.Step();
                break;
        }
    }

    public void Drain()
    {
        for (var steps = 0; _loop.Step(); steps++)
            Assert.True(steps < 20_000, "The loop does not come to an end.");

        // What is kept for the next prompt goes with its context.
        foreach (var context in Contexts)
            _ = _loop.ForgetAsync(context);
        Assert.False(_loop.Step());
    }

    public async Task VerifyAsync()
    {
        foreach (var ticket in _tickets)
        {
            Assert.True(ticket.Completion.IsCompletedSuccessfully, "A request was lost.");
            await VerifyAsync(ticket);
        }
        Assert.Equal(0, _model.Context!.CellsUsed);
        Assert.Equal(0, _load.Counters.Current.SequencesUsed);
        Assert.Equal(0, _model.SamplersAlive);
        Assert.Equal([0, 0, 0], _queue.CountPerClass());
        if (_options.PromptsDiffer)
            VerifyOrder();
    }

    public void Dispose() => _loop.Dispose();

    private void Submit(byte kind)
    {
        var ticket = Ticket(kind, _tickets.Count, cancelled =>
        {
            if (_queue.Remove(cancelled))
                cancelled.FinishUnadmitted(FinishReason.Cancelled, null);
        }, _options.PromptsDiffer);
        _queue.Add(ticket);
        _tickets.Add(ticket);
        if (ticket.Request.Class == GenerationClass.Question)
            _loop.YieldToQuestion();
    }

    /// <summary>What other threads do while a batch is computed.</summary>
    private void ActInStep(int microBatch)
    {
        _cancelInStep?.Cancel();
        _cancelInStep = null;
        if (microBatch != _askAt)
            return;
        _askAt = -1;
        Submit(kind: 30);
    }

    private void BeforeDecode(TokenBatch batch)
    {
        Assert.InRange(batch.Count, 1, BatchTokens);
        _admitted.AddRange(_loop.Active.Select(generation => generation.Ticket).Except(_admitted));
        _options.Rule?.See(batch, _loop.Active, _queue.AnyWaiting(GenerationClass.Question));
        _time.Advance(TimeSpan.FromMilliseconds(10 * (1 + _options.RowCost * (batch.Count - 1))));
        if (!_failNext)
            return;
        _failNext = false;
        _toFail.UnionWith(_loop.Active.Select(generation => generation.Ticket));
        throw new InferenceException("the device is gone.");
    }

    /// <summary>Of one class and owner, first come, first served; who was cancelled in the queue was never admitted.</summary>
    private void VerifyOrder()
    {
        foreach (var line in _tickets.GroupBy(ticket => (ticket.Request.Class, ticket.Request.Owner)))
            Assert.Equal(line.Where(_admitted.Contains), _admitted.Where(line.Contains));
    }

    private async Task VerifyAsync(GenerationTicket ticket)
    {
        var updates = await ticket.ReadUpdatesAsync().ToListAsync();
        var result = Assert.Single(updates.OfType<GenerationFinished>()).Result;
        Assert.Equal(result.Text, string.Concat(updates.OfType<GenerationText>().Select(text => text.Text)));
        if (result.Reason == FinishReason.EndOfText)
            VerifyScores(ticket);
        else if (result.Reason == FinishReason.MaxTokens)
            Assert.Equal(TextOf(ticket.Request), result.Text);
        else if (result.Reason == FinishReason.Failed)
            Assert.Contains("the device is gone", result.Failure, StringComparison.Ordinal);
        else
            Assert.Equal(FinishReason.Cancelled, result.Reason);
        Assert.Equal(_toFail.Contains(ticket), result.Reason == FinishReason.Failed);
    }

    private static void VerifyScores(GenerationTicket ticket)
    {
        var request = ticket.Request;
        for (var i = request.ScoreFrom; i < request.Prompt.Count; i++)
        {
            var logits = new float[258];
            logits[Next([.. request.Prompt.Take(i)])] = 1;
            Assert.Equal(LogSoftmax.At(logits, request.Prompt[i]), ticket.LogProbabilities![i - request.ScoreFrom]);
        }
    }

    /// <summary>What the model says to a prompt when nothing is forgotten, mixed up or computed twice.</summary>
    private static string TextOf(GenerationRequest request)
    {
        List<int> tokens = [.. request.Prompt];
        while (tokens.Count < request.Prompt.Count + request.MaxTokens)
            tokens.Add(Next(tokens));
        return FakeVocabulary.TextOf(tokens.Skip(request.Prompt.Count));
    }

    /// <summary>It repeats itself often enough for drafts to be right, and not always.</summary>
    private static int Next(List<int> tokens) => tokens.Count % 6 == 0
        ? 'a' + tokens.Aggregate(7, (hash, token) => (hash * 31 + token) % 9973) % 26
        : tokens[Math.Max(0, tokens.Count - 5)];
}

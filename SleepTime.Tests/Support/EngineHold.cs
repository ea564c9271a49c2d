using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>Lets the engine go freely, or decode by decode, so that a test can look at a page in mid-answer for as long as it needs.</summary>
public sealed class EngineHold
{
    private readonly object _gate = new();
    private long _allowed = long.MaxValue;

    /// <summary>Lets that many more decodes through and holds the next.</summary>
    public void Allow(int decodes) => Set(decodes);

    public void LetGo() => Set(long.MaxValue);

    internal void Pass()
    {
        lock (_gate)
        {
            while (_allowed == 0)
                Monitor.Wait(_gate);
            if (_allowed != long.MaxValue)
                _allowed--;
        }
    }

    private void Set(long allowed)
    {
        lock (_gate)
        {
            _allowed = allowed;
            Monitor.PulseAll(_gate);
        }
    }
}

/// <summary>A real runtime whose contexts ask the hold before each decode.</summary>
internal sealed class HeldRuntime(IModelRuntime real, EngineHold hold) : IModelRuntime
{
    public RuntimeDescription Describe() => real.Describe();

    public async Task<ILoadedModel> LoadAsync(ModelLoadOptions options, IProgress<float>? progress, CancellationToken cancellationToken) =>
        new HeldModel(await real.LoadAsync(options, progress, cancellationToken), hold);

    private sealed class HeldModel(ILoadedModel real, EngineHold hold) : ILoadedModel
    {
        public ModelDescription Description => real.Description;

        public IVocabulary Vocabulary => real.Vocabulary;

        public StateFormat StateFormat => real.StateFormat;

        public IInferenceContext CreateContext(InferenceContextOptions options) => new HeldContext(real.CreateContext(options), hold);

        public ITokenSampler CreateSampler(SamplingOptions options) => real.CreateSampler(options);

        public void Dispose() => real.Dispose();
    }

    private sealed class HeldContext(IInferenceContext real, EngineHold hold) : IInferenceContext
    {
        public int CellCount => real.CellCount;

        public int MaxSequences => real.MaxSequences;

        public int BatchSize => real.BatchSize;

        public int FreeCells => real.FreeCells;

        public bool CanAbort => real.CanAbort;

        public DecodeStatus Decode(TokenBatch batch)
        {
            hold.Pass();
            return real.Decode(batch);
        }

        public int Sample(ITokenSampler sampler, int batchIndex) => real.Sample(sampler, batchIndex);

        public ReadOnlySpan<float> GetLogits(int batchIndex) => real.GetLogits(batchIndex);

        public void SharePrefix(int source, int target, int length) => real.SharePrefix(source, target, length);

        public bool Truncate(int sequence, int fromPosition) => real.Truncate(sequence, fromPosition);

        public int LengthOf(int sequence) => real.LengthOf(sequence);

        public long StateSize(int sequence) => real.StateSize(sequence);

        public byte[] SaveState(int sequence) => real.SaveState(sequence);

        public void RestoreState(int sequence, ReadOnlySpan<byte> state, int length) => real.RestoreState(sequence, state, length);

        public void Clear() => real.Clear();

        public void RequestAbort() => real.RequestAbort();

        public void Dispose() => real.Dispose();
    }
}

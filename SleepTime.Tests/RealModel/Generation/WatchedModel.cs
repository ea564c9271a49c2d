using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Generation;

/// <summary>A real model whose contexts look, before they are freed, whether anything was left in them.</summary>
internal sealed class WatchedModel(ILoadedModel real) : ILoadedModel
{
    /// <summary>Positions that sequences still held when the last context was freed; null while none was.</summary>
    public int? PositionsLeft { get; private set; }

    /// <summary>Cells that could be filled from the first to the last when the last context was freed.</summary>
    public int CellsFree { get; private set; }

    public int StatesRestored { get; private set; }

    /// <summary>Called on the engine thread before each decode; may block.</summary>
    public Action OnDecode { get; init; } = () => { };

    public ModelDescription Description => real.Description;

    public StateFormat StateFormat => real.StateFormat;

    public IVocabulary Vocabulary => real.Vocabulary;

    public IInferenceContext CreateContext(InferenceContextOptions options) => new WatchedContext(this, real.CreateContext(options));

    public ITokenSampler CreateSampler(SamplingOptions options) => real.CreateSampler(options);

    public void Dispose()
    {
    }

    private void Look(IInferenceContext context)
    {
        PositionsLeft = Enumerable.Range(0, context.MaxSequences).Sum(context.LengthOf);
        var batch = new TokenBatch(context.BatchSize);
        while (CellsFree < context.CellCount)
        {
            batch.Clear();
            while (batch.Free > 0 && CellsFree + batch.Count < context.CellCount)
                batch.Add(token: 5, position: context.LengthOf(0) + batch.Count, sequence: 0, wantsLogits: false);
            if (context.Decode(batch) != DecodeStatus.Done)
                return;
            CellsFree += batch.Count;
        }
    }

    private sealed class WatchedContext(WatchedModel model, IInferenceContext real) : IInferenceContext
    {
        public int CellCount => real.CellCount;

        public int MaxSequences => real.MaxSequences;

        public int BatchSize => real.BatchSize;

        public int FreeCells => real.FreeCells;

        public bool CanAbort => real.CanAbort;

        public DecodeStatus Decode(TokenBatch batch)
        {
            model.OnDecode();
            return real.Decode(batch);
        }

        public int Sample(ITokenSampler sampler, int batchIndex) => real.Sample(sampler, batchIndex);

        public ReadOnlySpan<float> GetLogits(int batchIndex) => real.GetLogits(batchIndex);

        public void SharePrefix(int source, int target, int length) => real.SharePrefix(source, target, length);

        public bool Truncate(int sequence, int fromPosition) => real.Truncate(sequence, fromPosition);

        public int LengthOf(int sequence) => real.LengthOf(sequence);

        public long StateSize(int sequence) => real.StateSize(sequence);

        public byte[] SaveState(int sequence) => real.SaveState(sequence);

        public void RestoreState(int sequence, ReadOnlySpan<byte> state, int length)
        {
            real.RestoreState(sequence, state, length);
            model.StatesRestored++;
        }

        public void Clear() => real.Clear();

        public void RequestAbort() => real.RequestAbort();

        public void Dispose()
        {
            model.Look(real);
            real.Dispose();
        }
    }
}

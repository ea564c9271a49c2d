using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

/// <summary>What llama.cpp would answer by ending the process, or by silent damage, is an exception here.</summary>
public sealed class MisuseTests : IClassFixture<EmbeddedModel>, IDisposable
{
    private readonly EmbeddedModel _model;
    private readonly IInferenceContext _context;

    public MisuseTests(EmbeddedModel model)
    {
        _model = model;
        _context = model.CreateContext(cells: 512, sequences: 4, batch: 16);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_000)]
    public void Decode_NoSuchToken_Throws(int token) => AssertRefused(Batch((token, 0, 0)));

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(300)]
    public void Decode_NoSuchSequence_Throws(int sequence) => AssertRefused(Batch((5, 0, sequence)));

    [Fact]
    public void Decode_NegativePosition_Throws() => AssertRefused(Batch((5, -1, 0)));

    [Fact]
    public void Decode_GapAtTheBeginning_Throws() => AssertRefused(Batch((5, 3, 0)));

    [Fact]
    public void Decode_GapWithinTheBatch_Throws() => AssertRefused(Batch((5, 0, 0), (5, 2, 0)));

    [Fact]
    public void Decode_PositionTwice_Throws() => AssertRefused(Batch((5, 0, 0), (5, 0, 0)));

    [Fact]
    public void Decode_EmptyBatch_Throws() => AssertRefused(Batch());

    [Fact]
    public void Decode_BatchTooLarge_Throws() => AssertRefused(Batch([.. Enumerable.Range(0, 17).Select(position => (5, position, 0))]));

    [Fact]
    public void Decode_PositionThatIsTaken_Throws()
    {
        _context.Prefill([1, 2, 3], sequence: 1);

        Assert.Throws<ArgumentException>(() => _context.Decode(Batch((5, 2, 1))));

        _context.Prefill([4], sequence: 1, position: 3);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(1_000)]
    public void Sample_EntryWithoutLogits_Throws(int batchIndex)
    {
        using var sampler = _model.Model.CreateSampler(SamplingOptions.Greedy);
        _context.Prefill([1, 2, 3]);

        Assert.Throws<ArgumentException>(() => _context.Sample(sampler, batchIndex));
        Assert.Throws<ArgumentException>(() => _context.GetLogits(batchIndex).ToArray());
    }

    [Fact]
    public void Sample_SamplerOfAnotherRuntime_Throws()
    {
        using var sampler = new ForeignSampler();
        var last = _context.Prefill([1]);

        Assert.Throws<ArgumentException>(() => _context.Sample(sampler, last));
    }

    [Fact]
    public void SharePrefix_LongerThanTheSource_Throws()
    {
        _context.Prefill([1, 2, 3]);

        Assert.Throws<ArgumentOutOfRangeException>(() => _context.SharePrefix(source: 0, target: 1, length: 4));
    }

    [Fact]
    public void SharePrefix_IntoASequenceThatHoldsSomething_Throws()
    {
        _context.Prefill([1, 2, 3]);
        _context.Prefill([1], sequence: 1);

        Assert.Throws<ArgumentException>(() => _context.SharePrefix(source: 0, target: 1, length: 2));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(4, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 4)]
    public void SharePrefix_NoSuchSequence_Throws(int source, int target)
    {
        _context.Prefill([1, 2, 3]);

        Assert.Throws<ArgumentOutOfRangeException>(() => _context.SharePrefix(source, target, length: 1));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(4, 0)]
    [InlineData(0, -1)]
    public void Truncate_OutOfRange_Throws(int sequence, int fromPosition) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.Truncate(sequence, fromPosition));

    public void Dispose() => _context.Dispose();

    private static TokenBatch Batch(params (int Token, int Position, int Sequence)[] entries)
    {
        var batch = new TokenBatch(Math.Max(1, entries.Length));
        foreach (var (token, position, sequence) in entries)
            batch.Add(token, position, sequence, wantsLogits: true);
        return batch;
    }

    private void AssertRefused(TokenBatch batch)
    {
        Assert.Throws<ArgumentException>(() => _context.Decode(batch));

        using var sampler = _model.Model.CreateSampler(SamplingOptions.Greedy);
        Assert.InRange(_context.Sample(sampler, _context.Prefill([1, 2, 3])), 0, _model.Vocabulary.Count - 1);
    }

    private sealed class ForeignSampler : ITokenSampler
    {
        public void Dispose()
        {
        }
    }
}

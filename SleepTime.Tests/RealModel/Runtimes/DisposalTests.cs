using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

public sealed class DisposalTests : IAsyncLifetime
{
    private ILoadedModel _model = null!;
    private IInferenceContext _context = null!;
    private ITokenSampler _sampler = null!;

    public async ValueTask InitializeAsync()
    {
        _model = await EmbeddedModel.Runtime.LoadAsync(EmbeddedModel.LoadOptions, progress: null, CancellationToken.None);
        _context = _model.CreateContext(new InferenceContextOptions(CellCount: 256, MaxSequences: 2, BatchSize: 16));
        _sampler = _model.CreateSampler(SamplingOptions.Greedy);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(0, 2, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 2, 0)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public void Dispose_InAnyOrderAndTwice_IsSafe(int first, int second, int third)
    {
        IDisposable[] parts = [_model, _context, _sampler];

        foreach (var part in new[] { first, second, third, first, second, third })
            parts[part].Dispose();
    }

    [Fact]
    public void Dispose_ModelBeforeItsContext_ContextGoesOn()
    {
        _model.Dispose();

        Assert.True(_context.Sample(_sampler, _context.Prefill([1, 2, 3])) >= 0);
    }

    [Fact]
    public void Model_AfterDispose_Throws()
    {
        _model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _model.Vocabulary.Tokenize("text", parseSpecial: false));
        Assert.Throws<ObjectDisposedException>(() => _model.CreateSampler(SamplingOptions.Greedy));
        Assert.Throws<ObjectDisposedException>(
            () => _model.CreateContext(new InferenceContextOptions(CellCount: 256, MaxSequences: 1, BatchSize: 1)));
    }

    [Fact]
    public void Context_AfterDispose_Throws()
    {
        _context.Prefill([1]);
        _context.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _context.Prefill([2], position: 1));
        Assert.Throws<ObjectDisposedException>(() => _context.Sample(_sampler, 0));
        Assert.Throws<ObjectDisposedException>(() => _context.GetLogits(0).ToArray());
        Assert.Throws<ObjectDisposedException>(() => _context.SharePrefix(0, 1, 1));
        Assert.Throws<ObjectDisposedException>(() => _context.Truncate(0, 0));
        Assert.Throws<ObjectDisposedException>(_context.Clear);
    }

    [Fact]
    public void RequestAbort_AfterDispose_DoesNothing()
    {
        _context.Dispose();

        _context.RequestAbort();
    }

    [Fact]
    public void Sampler_AfterDispose_Throws()
    {
        var last = _context.Prefill([1]);
        _sampler.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _context.Sample(_sampler, last));
    }

    public ValueTask DisposeAsync()
    {
        _sampler.Dispose();
        _context.Dispose();
        _model.Dispose();
        return ValueTask.CompletedTask;
    }
}

using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

public sealed class StateTests : IClassFixture<EmbeddedModel>, IDisposable
{
    private readonly EmbeddedModel _model;
    private readonly IInferenceContext _context;
    private readonly int[] _prompt;

    public StateTests(EmbeddedModel model)
    {
        _model = model;
        _context = model.CreateContext(cells: 512, sequences: 4);
        _prompt = Prompts.Tokens(model.Vocabulary, Prompts.Standard("How many pears does Ben have?"));
    }

    [Fact]
    public void RestoreState_InAnotherContext_GoesOnWithTheSameTokens()
    {
        var expected = Continue(_context, _context.Prefill(_prompt), sequence: 0);
        Assert.True(_context.Truncate(0, _prompt.Length));
        var state = _context.SaveState(0);

        using var other = _model.CreateContext(cells: 1024, sequences: 2);
        other.RestoreState(1, state, _prompt.Length);
        Assert.True(other.Truncate(1, _prompt.Length - 1));
        var actual = Continue(other, other.Prefill(_prompt.AsSpan(^1..), sequence: 1, position: _prompt.Length - 1), sequence: 1);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void RestoreState_SameBatchShape_GivesTheSameLogits()
    {
        _context.Prefill(_prompt.AsSpan(..^1));
        var state = _context.SaveState(0);
        var expected = _context.GetLogits(_context.Prefill(_prompt.AsSpan(^1..), position: _prompt.Length - 1)).ToArray();

        _context.Clear();
        _context.RestoreState(2, state, _prompt.Length - 1);
        var actual = _context.GetLogits(_context.Prefill(_prompt.AsSpan(^1..), sequence: 2, position: _prompt.Length - 1)).ToArray();

        Assert.Equal(expected, actual);
    }

    [Fact]
    public void FreeCells_SharedSavedAndRestored_CountsEachCellOnce()
    {
        _context.Prefill(_prompt);
        _context.SharePrefix(0, 1, 20);
        Assert.Equal(512 - _prompt.Length, _context.FreeCells);

        var state = _context.SaveState(1);
        Assert.Equal(state.Length, _context.StateSize(1));
        _context.RestoreState(2, state, 20);
        Assert.Equal(512 - _prompt.Length - 20, _context.FreeCells);

        Assert.True(_context.Truncate(0, 0));
        Assert.Equal(512 - 40, _context.FreeCells);
        _context.Clear();
        Assert.Equal(512, _context.FreeCells);
    }

    [Fact]
    public void SaveState_BetweenDecodeAndSample_LeavesTheLogits()
    {
        var batch = new TokenBatch(4);
        var first = batch.Add(_prompt[0], 0, 0, wantsLogits: true);
        var second = batch.Add(_prompt[1], 0, 1, wantsLogits: true);
        Assert.Equal(DecodeStatus.Done, _context.Decode(batch));
        var (expectedFirst, expectedSecond) = (_context.GetLogits(first).ToArray(), _context.GetLogits(second).ToArray());

        Assert.NotEmpty(_context.SaveState(0));

        Assert.Equal(expectedFirst, _context.GetLogits(first).ToArray());
        Assert.Equal(expectedSecond, _context.GetLogits(second).ToArray());
    }

    [Fact]
    public void RestoreState_CutShort_IsRefusedAndEndsTheContext()
    {
        _context.Prefill(_prompt);
        var state = _context.SaveState(0);

        Assert.Throws<StateRefusedException>(() => _context.RestoreState(1, state.AsSpan(..^100), _prompt.Length));

        Assert.Throws<InferenceException>(() => _context.SaveState(0));
    }

    [Fact]
    public void RestoreState_OtherLengthThanTold_IsRefused()
    {
        _context.Prefill(_prompt);
        var state = _context.SaveState(0);

        Assert.Throws<StateRefusedException>(() => _context.RestoreState(1, state, _prompt.Length - 1));
    }

    [Fact]
    public void RestoreState_Garbage_IsRefused() =>
        Assert.Throws<StateRefusedException>(() => _context.RestoreState(1, Enumerable.Repeat((byte)0xA5, 4096).ToArray(), 10));

    [Fact]
    public void Misuse_OfStates_ThrowsAndChangesNothing()
    {
        _context.Prefill(_prompt);
        var state = _context.SaveState(0);

        Assert.Throws<ArgumentException>(() => _context.SaveState(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.SaveState(4));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.SaveState(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.RestoreState(4, state, _prompt.Length));
        Assert.Throws<ArgumentOutOfRangeException>(() => _context.RestoreState(1, state, 0));
        Assert.Throws<ArgumentException>(() => _context.RestoreState(1, [], _prompt.Length));
        Assert.Throws<ArgumentException>(() => _context.RestoreState(0, state, _prompt.Length));
        Assert.Throws<ArgumentException>(() => _context.RestoreState(1, state, _context.FreeCells + 1));

        _context.RestoreState(1, state, _prompt.Length);
        Assert.Equal(512 - (2 * _prompt.Length), _context.FreeCells);
    }

    [Fact]
    public async Task StateFormat_OfTheEmbeddedModel_NamesWhatAStateDependsOn()
    {
        var format = _model.Model.StateFormat;

        Assert.StartsWith(BuiltRuntime.IsLLamaSharp ? "llama.cpp 815a2a5" : "llama.cpp 0.5.", format.Library, StringComparison.Ordinal);
        Assert.EndsWith(EmbeddedModel.LoadOptions.GpuLayers == 0 ? " cpu" : " gpu", format.Variant, StringComparison.Ordinal);
        Assert.Equal(_model.Model.Description.LayerCount, format.LayerCount);
        Assert.Contains("freq_base=", format.Rope, StringComparison.Ordinal);
        Assert.Equal(64, format.TokenizerSha256.Length);
        using var again = await EmbeddedModel.Runtime.LoadAsync(EmbeddedModel.LoadOptions, progress: null, TestContext.Current.CancellationToken);
        Assert.Equal(format, again.StateFormat);
    }

    public void Dispose() => _context.Dispose();

    private List<int> Continue(IInferenceContext context, int batchIndex, int sequence)
    {
        using var sampler = _model.Model.CreateSampler(SamplingOptions.Greedy);
        return context.Generate(_model.Model, sampler, batchIndex, _prompt.Length, limit: 20, sequence);
    }
}

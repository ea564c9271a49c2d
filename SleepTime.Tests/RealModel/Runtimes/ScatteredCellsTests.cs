using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

/// <summary>States restored where no two free cells lie side by side: four sequences took turns, and two of them are gone.</summary>
public sealed class ScatteredCellsTests : IClassFixture<EmbeddedModel>, IDisposable
{
    private const int Cells = 512;

    private readonly EmbeddedModel _model;
    private readonly IInferenceContext _context;
    private readonly int[] _prompt;

    public ScatteredCellsTests(EmbeddedModel model)
    {
        _model = model;
        _context = model.CreateContext(Cells, sequences: 6);
        _prompt = Prompts.Tokens(model.Vocabulary, Prompts.Standard("How many pears does Ben have?"));
    }

    [Fact]
    public void RestoreState_NoTwoFreeCellsSideBySide_GoesOnWithTheSameTokens()
    {
        var (state, expected) = SavedAndContinued();
        Scatter();
        Assert.Equal(Cells / 2, _context.FreeCells);
        var neighbour = _context.SaveState(0);

        _context.RestoreState(4, state, _prompt.Length);

        Assert.Equal(expected, Continue(_context, sequence: 4));
        Assert.Equal(neighbour, _context.SaveState(0));
    }

    [Fact]
    public void RestoreState_TwiceIntoScatteredCells_EachGoesOnByItself()
    {
        var (state, expected) = SavedAndContinued();
        Scatter();

        _context.RestoreState(4, state, _prompt.Length);
        Assert.Equal(expected, Continue(_context, sequence: 4));
        Assert.True(_context.Truncate(4, _prompt.Length / 2));
        Assert.True(_context.Truncate(0, 0));
        _context.RestoreState(5, state, _prompt.Length);

        Assert.Equal(expected, Continue(_context, sequence: 5));
    }

    [Fact]
    public void SaveState_OfScatteredCells_GoesOnWithTheSameTokensElsewhere()
    {
        var (_, expected) = SavedAndContinued();
        Scatter();
        _context.Prefill(_prompt, sequence: 4);
        var scattered = _context.SaveState(4);

        using var other = _model.CreateContext(Cells, sequences: 2);
        other.RestoreState(0, scattered, _prompt.Length);

        Assert.Equal(expected, Continue(other, sequence: 0));
    }

    public void Dispose() => _context.Dispose();

    /// <summary>The state of the prompt in cells that lie side by side, and what comes after it there.</summary>
    private (byte[] State, List<int> Expected) SavedAndContinued()
    {
        using var context = _model.CreateContext(Cells, sequences: 1);
        context.Prefill(_prompt);
        return (context.SaveState(0), Continue(context, sequence: 0));
    }

    /// <summary>Fills all cells, the next one always for another sequence, and gives up every second one.</summary>
    private void Scatter()
    {
        var batch = new TokenBatch(_context.BatchSize);
        for (var cell = 0; cell < Cells; cell++)
        {
            batch.Add(_prompt[cell / 4 % _prompt.Length], cell / 4, cell % 4, wantsLogits: false);
            if (batch.Free > 0)
                continue;
            Assert.Equal(DecodeStatus.Done, _context.Decode(batch));
            batch.Clear();
        }
        Assert.Equal(0, _context.FreeCells);
        Assert.True(_context.Truncate(1, 0));
        Assert.True(_context.Truncate(3, 0));
    }

    /// <summary>Reads the last token of the prompt again for its logits and goes on from there.</summary>
    private List<int> Continue(IInferenceContext context, int sequence)
    {
        Assert.True(context.Truncate(sequence, _prompt.Length - 1));
        using var sampler = _model.Model.CreateSampler(SamplingOptions.Greedy);
        var last = context.Prefill(_prompt.AsSpan(^1..), sequence, position: _prompt.Length - 1);
        return context.Generate(_model.Model, sampler, last, _prompt.Length, limit: 20, sequence);
    }
}

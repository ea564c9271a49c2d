using SleepTime.Engine.Generation.Lookup;

namespace SleepTime.Tests.Generation.Lookup;

public sealed class DraftGaugeTests
{
    private readonly DraftGauge _gauge = new(most: 8);

    [Fact]
    public void Next_AllIsAccepted_GrowsToTheMost()
    {
        List<int> lengths = [];
        for (var i = 0; i < 5; i++)
        {
            lengths.Add(_gauge.Next(rowCost: 0.5));
            _gauge.Verified(lengths[^1], lengths[^1]);
        }

        Assert.Equal([2, 4, 8, 8, 8], lengths);
        Assert.Equal(1, _gauge.Acceptance);
    }

    [Fact]
    public void Next_APartIsAccepted_FallsToWhatWas()
    {
        for (var i = 0; i < 3; i++)
            _gauge.Verified(_gauge.Next(rowCost: 0.1), _gauge.Next(rowCost: 0.1));

        _gauge.Verified(8, 3);

        Assert.Equal(4, _gauge.Next(rowCost: 0.1));
    }

    [Fact]
    public void Next_NothingIsAccepted_TriesLessAndLessOften()
    {
        List<int> pauses = [];
        for (var pause = 0; pauses.Count < 8;)
        {
            var length = _gauge.Next(rowCost: 0.5);
            if (length == 0)
            {
                pause++;
                continue;
            }
            _gauge.Verified(length, 0);
            if (pause > 0)
                pauses.Add(pause);
            pause = 0;
        }

        Assert.Equal([16, 32, 64, 128, 256, 512, 512, 512], pauses);
    }

    [Fact]
    public void Next_TokensAreCheap_KeepsDraftingAtALowAcceptance()
    {
        for (var i = 0; i < 40; i++)
        {
            Assert.NotEqual(0, _gauge.Next(rowCost: 0.1));
            _gauge.Verified(4, 1);
        }

        Assert.Equal(0.25, _gauge.Acceptance, 3);
    }

    [Fact]
    public void Next_ATokenCostsAsMuchAsAStep_DraftsNothingAtOnce() =>
        Assert.Equal(0, _gauge.Next(rowCost: 1));

    [Fact]
    public void Next_TriesAreAccepted_ComesBack()
    {
        for (var i = 0; i < 6; i++)
            _gauge.Verified(2, 0);

        for (var tries = 0; tries < 6; )
        {
            if (_gauge.Next(rowCost: 0.5) is not (> 0 and var length))
                continue;
            _gauge.Verified(length, length);
            tries++;
        }

        Assert.True(_gauge.Next(rowCost: 0.5) > 1);
    }
}

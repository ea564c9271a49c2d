using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Answering;

namespace SleepTime.Tests.Answering;

public sealed class TextSlicerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<(string Text, int Tokens)> _given = [];
    private readonly TextSlicer _slicer;

    public TextSlicerTests() => _slicer = new TextSlicer((text, tokens) => _given.Add((text, tokens)), _time);

    [Fact]
    public void Add_TheFirstText_GoesOutAtOnce()
    {
        _slicer.Add("Maya", 1);

        Assert.Equal([("Maya", 1)], _given);
    }

    [Fact]
    public void Add_MoreWithinASlice_GoesOutTogetherAtItsEnd()
    {
        _slicer.Add("Maya", 1);
        _slicer.Add(" has", 2);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _slicer.Add(" 3", 3);
        Assert.Single(_given);

        // Nothing more comes: the timer gives out what is held.
        _time.Advance(TimeSpan.FromMilliseconds(10));
        Assert.Equal([("Maya", 1), (" has 3", 3)], _given);
    }

    [Fact]
    public void Add_AfterAPause_GoesOutAtOnce()
    {
        _slicer.Add("Maya", 1);
        _time.Advance(TimeSpan.FromMilliseconds(40));

        _slicer.Add(" has", 2);

        Assert.Equal([("Maya", 1), (" has", 2)], _given);
    }

    [Fact]
    public void Add_ATokenEachMillisecond_MakesTwentyFiveSlicesASecond()
    {
        for (var token = 1; token <= 1_000; token++)
        {
            _slicer.Add("x", token);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
        _slicer.Flush();

        Assert.InRange(_given.Count, 25, 27);
        Assert.Equal(1_000, _given.Sum(slice => slice.Text.Length));
        Assert.Equal(1_000, _given[^1].Tokens);
    }

    [Fact]
    public void Flush_NothingHeld_GivesNothing()
    {
        _slicer.Add("Maya", 1);

        _slicer.Flush();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Single(_given);
    }

    public ValueTask DisposeAsync() => _slicer.DisposeAsync();
}

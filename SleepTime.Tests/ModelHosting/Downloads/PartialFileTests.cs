using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.ModelHosting.Downloads;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class PartialFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    private string File1 => _folder.File("blob.incomplete");

    [Fact]
    public void Open_ANewFile_HasItsWholeLengthAtOnce()
    {
        using var partial = Open(250);

        Assert.Equal(250, new FileInfo(File1).Length);
        Assert.Equal([(0L, 100L), (100L, 100L), (200L, 50L)], partial.Segments.Select(segment => (segment.Start, segment.Length)));
        Assert.Null(PartialFile.DoneOf(File1, 250));
    }

    [Fact]
    public async Task Open_AfterAKill_KnowsWhatWasSavedAndNoMore()
    {
        using (var partial = Open(250))
        {
            await partial.WriteAsync(partial.Segments[1], new byte[30]);
            _time.Advance(TimeSpan.FromSeconds(3));
            await partial.WriteAsync(partial.Segments[2], new byte[50]); // saves
            await partial.WriteAsync(partial.Segments[0], new byte[10]); // does not
        }

        Assert.Equal(80, PartialFile.DoneOf(File1, 250));
        using var again = Open(250);
        Assert.Equal([0L, 30L, 50L], again.Segments.Select(segment => segment.Done));
        Assert.Equal(130, again.Segments[1].Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"Size":250,"SegmentBytes":100,"Done":[1]}""")]
    [InlineData("""{"Size":250,"SegmentBytes":100,"Done":[1,2,51]}""")]
    [InlineData("""{"Size":250,"SegmentBytes":0,"Done":[]}""")]
    [InlineData("""{"Size":250,"SegmentBytes":100,"Done":null}""")]
    [InlineData("""{"Size":251,"SegmentBytes":100,"Done":[1,2,3]}""")]
    public void Open_RangesThatCannotBe_BeginsAnew(string ranges)
    {
        Open(250).Dispose();
        System.IO.File.WriteAllText(File1 + ".ranges", ranges);

        using var partial = Open(250);

        Assert.Equal(0, partial.Segments.Sum(segment => segment.Done));
        Assert.False(System.IO.File.Exists(File1 + ".ranges"));
    }

    [Fact]
    public void Open_Twice_IsRefused()
    {
        using var partial = Open(250);
        partial.Save();

        Assert.ThrowsAny<IOException>(() => Open(250));
    }

    public void Dispose() => _folder.Dispose();

    private PartialFile Open(long size) => PartialFile.Open(File1, size, 100, _time);
}

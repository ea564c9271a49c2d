using SleepTime.Engine.Generation;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Shared;
using static SleepTime.Tests.Components.JobBuilder;

namespace SleepTime.Tests.Components.Shared;

public sealed class JobTimeLeftTests
{
    [Fact]
    public void Of_OnePassWritten_TakesItForTheOthers()
    {
        // 60 tokens a pass, two passes to go, 20 of them written, 10 a second.
        var job = Job() with { Passes = [Pass(1, 60)], Live = Writing(tokens: 20, rate: 10) };

        Assert.Equal(TimeSpan.FromSeconds(10), JobTimeLeft.Of(job));
        Assert.Equal("20 tokens · 10 tok/s · about 10.0 s left", JobTimeLeft.Figures(job, job.Live!));
    }

    [Fact]
    public void Of_RunsSideBySide_CountsThemTogether() =>
        Assert.Equal(TimeSpan.FromSeconds(22), JobTimeLeft.Of(Job() with { Samples = 2, Passes = [Pass(1, 60), Pass(1, 60)], Live = Writing(tokens: 20, rate: 10) }));

    [Fact]
    public void Of_LongerThanThePassesBefore_IsNotBelowZero()
    {
        var job = Job(passesDone: 2) with { Passes = [Pass(1, 10), Pass(2, 10)], Live = Writing(tokens: 500) };

        Assert.Equal(TimeSpan.Zero, JobTimeLeft.Of(job));
        Assert.EndsWith("almost there", JobTimeLeft.Figures(job, job.Live!), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FirstPass_GoesByWhatWasForeseen()
    {
        var job = Job(passesDone: 0) with { Live = Writing(tokens: 20, rate: 10) };

        Assert.Null(JobTimeLeft.Of(job));
        Assert.Equal(TimeSpan.FromSeconds(28), JobTimeLeft.Of(job with { ExpectedTokens = 300 }));
        Assert.Null(JobTimeLeft.Of(job with { ExpectedTokens = 15 }));
    }

    [Fact]
    public void Of_ALongText_GoesByTheSectionsThatAreDone()
    {
        // 200 tokens for two sections, four to go, of which one has 30 and writes 20 more at 10 a second.
        var job = Job() with { Sections = 6, SectionsDone = 2, Passes = [Pass(1, 30)], Usage = new TokenUsage(0, 0, 230), Live = Writing(tokens: 20, rate: 10) };

        Assert.Equal(TimeSpan.FromSeconds((400 - 30 - 20) / 10), JobTimeLeft.Of(job));
        Assert.Null(JobTimeLeft.Of(job with { SectionsDone = 0 }));
    }

    [Fact]
    public void Of_SpeedUnknown_CannotBeTold() => Assert.Null(JobTimeLeft.Of(Job() with { Passes = [Pass(1, 60)], Live = Writing(rate: null) }));

    [Fact]
    public void Figures_Verifying_TellsNoTime() =>
        Assert.Equal("20 tokens · 10 tok/s", JobTimeLeft.Figures(Job() with { Passes = [Pass(1, 60)] }, Writing(SleepActivity.Verifying)));
}

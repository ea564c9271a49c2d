using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Tests.Components.Queue;

public sealed class IdleWordsTests
{
    private static readonly ModelStatus Ready = new(ModelState.Ready, 1, null, "sleeptime-tiny", Hosted: null, Runtime: null);
    private static readonly SleepQueueStatus Idle = new(IdleState.Idle, Paused: false, Queued: 0, CurrentJobId: null, IdleAfter: null);

    [Fact]
    public void Describe_IdleSoon_CountsDown()
    {
        var line = IdleWords.Describe(Idle with { State = IdleState.Busy, IdleAfter = TimeSpan.FromSeconds(1.2) }, Ready, EngineLoad.Idle, current: null, new SleepPolicy());
        Assert.Equal("Idle in 1.2 s if nobody asks.", line.Detail);
    }

    [Fact]
    public void Describe_RemoteEngineWorksForOthers_SaysSo()
    {
        var line = IdleWords.Describe(Idle with { State = IdleState.Busy, Queued = 2 }, Ready, EngineLoad.Idle with { Elsewhere = 1 }, current: null, new SleepPolicy());
        Assert.Equal(("Busy elsewhere", "The remote engine works on 1 request of others. 2 jobs wait until it is idle."), (line.Label, line.Detail));
    }

    [Fact]
    public void Describe_QuestionDuringSleep_SteppedAside()
    {
        var line = IdleWords.Describe(Idle with { State = IdleState.Busy }, Ready, new EngineLoad([1, 0, 1], [0, 0, 0], 10), JobBuilder.Job(), new SleepPolicy());
        Assert.Equal("Stepped aside", line.Label);
        Assert.Contains("Marbles", line.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Nothing starts until you resume the queue. Questions are answered as ever.")]
    [InlineData(1, "1 job waits until you resume the queue. Questions are answered as ever.")]
    [InlineData(3, "3 jobs wait until you resume the queue. Questions are answered as ever.")]
    public void Describe_Paused_SaysWhatWaits(int queued, string detail) =>
        Assert.Equal(detail, IdleWords.Describe(Idle with { State = IdleState.Paused, Queued = queued }, Ready, EngineLoad.Idle, current: null, new SleepPolicy()).Detail);

    [Fact]
    public void Describe_DiskFull_SaysWhatToDo()
    {
        var line = IdleWords.Describe(Idle with { State = IdleState.Idle, DiskFull = true }, Ready, EngineLoad.Idle, current: null, new SleepPolicy());
        Assert.Equal("Disk full", line.Label);
        Assert.Contains("Make room on the disk", line.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Describe_ModelFailed_SaysWhy()
    {
        var failed = Ready with { State = ModelState.Failed, Failure = "There is no file model.gguf." };
        Assert.Equal("There is no file model.gguf.", IdleWords.Describe(Idle with { State = IdleState.NoModel }, failed, EngineLoad.Idle, null, new SleepPolicy()).Detail);
    }

    [Fact]
    public void Describe_OutOfHours_SaysWhenItOpens()
    {
        var policy = new SleepPolicy { From = new(22, 0), Until = new(6, 0) };
        var line = IdleWords.Describe(Idle with { State = IdleState.OutOfHours, Queued = 2, OpensIn = TimeSpan.FromMinutes(150) }, Ready, EngineLoad.Idle, current: null, policy);
        Assert.Equal("Outside its hours", line.Label);
        Assert.Equal("Sleep may begin from 22:00 to 06:00. 2 jobs wait; sleep may go on in 2 h 30 min.", line.Detail);
    }

    [Fact]
    public void Describe_BudgetSpent_SaysHowMuchAndUntilWhen()
    {
        var status = Idle with { State = IdleState.BudgetSpent, Queued = 1, TokensToday = 5_020, OpensIn = TimeSpan.FromHours(3) };
        var line = IdleWords.Describe(status, Ready, EngineLoad.Idle, current: null, new SleepPolicy { TokensPerDay = 5_000 });
        Assert.Equal("5,020 tokens are spent today; the team allows 5,000. 1 job waits; sleep may go on in 3 h 0 min.", line.Detail);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("running", SleepJobState.Running, null)]
    [InlineData("queued", SleepJobState.Queued, false)]
    [InlineData("PAUSED", SleepJobState.Queued, true)]
    [InlineData("nonsense", null, null)]
    [InlineData("7", null, null)]
    public void Parse_KeyOfTheAddress_IsAFilterOrAll(string? key, SleepJobState? state, bool? paused) => Assert.Equal(new JobFilter(state, paused), QueueFilter.Parse(key));
}

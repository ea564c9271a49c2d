using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Tests.Components.Queue;

public sealed class IdleWordsTests
{
    private static readonly ModelStatus Ready = new(ModelState.Ready, 1, null, "sleeptime-tiny", Hosted: null, Runtime: null);
    private static readonly SleepQueueStatus Idle = new(IdleState.Idle, Paused: false, Queued: 0, CurrentJobId: null, IdleAfter: null);

    [Fact]
    public void Describe_IdleSoon_CountsDown()
    {
        var line = IdleWords.Describe(Idle with { State = IdleState.Busy, IdleAfter = TimeSpan.FromSeconds(1.2) }, Ready, EngineLoad.Idle, current: null);
        Assert.Equal("Idle in 1.2 s if nobody asks.", line.Detail);
    }

    [Fact]
    public void Describe_QuestionDuringSleep_SteppedAside()
    {
        var line = IdleWords.Describe(Idle with { State = IdleState.Busy }, Ready, new EngineLoad([1, 0, 1], [0, 0, 0], 10), Job());
        Assert.Equal("Stepped aside", line.Label);
        Assert.Contains("Marbles", line.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Nothing starts until you resume. Questions are answered as ever.")]
    [InlineData(1, "1 job waits until you resume. Questions are answered as ever.")]
    [InlineData(3, "3 jobs wait until you resume. Questions are answered as ever.")]
    public void Describe_Paused_SaysWhatWaits(int queued, string detail) =>
        Assert.Equal(detail, IdleWords.Describe(Idle with { State = IdleState.Paused, Queued = queued }, Ready, EngineLoad.Idle, current: null).Detail);

    [Fact]
    public void Describe_ModelFailed_SaysWhy()
    {
        var failed = Ready with { State = ModelState.Failed, Failure = "There is no file model.gguf." };
        Assert.Equal("There is no file model.gguf.", IdleWords.Describe(Idle with { State = IdleState.NoModel }, failed, EngineLoad.Idle, null).Detail);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("running", SleepJobState.Running)]
    [InlineData("nonsense", null)]
    [InlineData("7", null)]
    public void Parse_KeyOfTheAddress_IsAStateOrAll(string? key, SleepJobState? state) => Assert.Equal(state, QueueFilter.Parse(key));

    private static SleepJobView Job() => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "Marbles", 1, SleepJobState.Running, 3, 1, 0, TokenUsage.None, default, null, null, null, null, false, [], null, [], null);
}

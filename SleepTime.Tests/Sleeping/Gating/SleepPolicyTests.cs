using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Tests.Sleeping.Gating;

public sealed class SleepPolicyTests
{
    public static TheoryData<SleepPolicy, string> Refused { get; } = new()
    {
        { new SleepPolicy { Samples = 0 }, "samples" },
        { new SleepPolicy { Samples = 11 }, "samples" },
        { new SleepPolicy { TokensPerContext = 0 }, "tokensPerContext" },
        { new SleepPolicy { TokensPerDay = 0 }, "tokensPerDay" },
        { new SleepPolicy { MinNewNotes = -1 }, "minNewNotes" },
        { new SleepPolicy { From = new TimeOnly(22, 0) }, "until" },
        { new SleepPolicy { Until = new TimeOnly(22, 0) }, "from" },
        { new SleepPolicy { From = new TimeOnly(22, 0), Until = new TimeOnly(22, 0) }, "until" },
        { new SleepPolicy { TestTokenPrice = 0 }, "testTokenPrice" },
        { new SleepPolicy { InputTokenPrice = -1 }, "inputTokenPrice" },
        { new SleepPolicy { ExpectedQuestions = double.NaN }, "expectedQuestions" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Faults_OutOfRange_NameTheField(SleepPolicy policy, string field)
    {
        var fault = Assert.Single(policy.Faults());

        Assert.Equal(field, fault.Field);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_OfTheDefaults_AreNone() => Assert.Empty(new SleepPolicy().Faults());

    [Theory]
    [InlineData("21:00", 60)]
    [InlineData("22:00", 0)]
    [InlineData("03:00", 0)]
    [InlineData("06:00", 16 * 60)]
    [InlineData("12:00", 10 * 60)]
    public void OpensIn_AtNightOnly_WaitsUntilTheEvening(string now, int minutes) =>
        Assert.Equal(
            TimeSpan.FromMinutes(minutes),
            new SleepPolicy { From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) }.OpensIn(TimeOnly.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void OpensIn_NoHoursGiven_IsAtOnce() => Assert.Equal(TimeSpan.Zero, new SleepPolicy().OpensIn(new TimeOnly(12, 0)));
}

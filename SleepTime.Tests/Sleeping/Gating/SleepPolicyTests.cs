using SleepTime.Engine.Sleeping;
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
        { new SleepPolicy { InstantScore = 1.5 }, "instantScore" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Faults_OutOfRange_NameTheField(SleepPolicy policy, string field)
    {
        var fault = Assert.Single(policy.Faults());

        Assert.Equal(field, fault.Field);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
        Assert.True(char.IsUpper(fault.Message[0]));
        Assert.DoesNotContain(field.Length > 7 ? field : $"{field} is", fault.Message, StringComparison.Ordinal);
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
            new SleepPolicy { From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) }.OpensIn(At(now), TimeZoneInfo.Utc));

    [Theory]
    [InlineData("21:00", null)]
    [InlineData("22:00", 8 * 60)]
    [InlineData("03:00", 3 * 60)]
    [InlineData("06:00", null)]
    public void ClosesIn_AtNightOnly_IsUntilTheMorning(string now, int? minutes) =>
        Assert.Equal(
            minutes is { } left ? TimeSpan.FromMinutes(left) : null,
            new SleepPolicy { From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) }.ClosesIn(At(now), TimeZoneInfo.Utc));

    [Fact]
    public void ClosesIn_NoHoursGiven_IsNever() => Assert.Null(new SleepPolicy().ClosesIn(At("12:00"), TimeZoneInfo.Utc));

    [Fact]
    public void OpensIn_NoHoursGiven_IsAtOnce() => Assert.Equal(TimeSpan.Zero, new SleepPolicy().OpensIn(At("12:00"), TimeZoneInfo.Utc));

    [Fact]
    public void OpensIn_TheClocksGoForwardMeanwhile_IsAnHourLess()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var policy = new SleepPolicy { From = new TimeOnly(6, 0), Until = new TimeOnly(7, 0) };

        Assert.Equal(TimeSpan.FromHours(6), policy.OpensIn(LocalDays.StartOf(new DateOnly(2026, 3, 28), berlin), berlin));
        Assert.Equal(TimeSpan.FromHours(5), policy.OpensIn(LocalDays.StartOf(new DateOnly(2026, 3, 29), berlin), berlin));
    }

    private static DateTimeOffset At(string time) => new(2026, 3, 1, TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture).Hour, 0, 0, TimeSpan.Zero);
}

using System.ComponentModel;
using System.Globalization;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>The team's settings for sleep, the same to read and to write. What is left out when writing gets its default.</summary>
public sealed record SleepPolicyContract
{
    private const string TimeOfDay = "HH:mm";
    private static readonly SleepPolicy _default = new();

    public SleepEffort Effort { get; init; } = _default.Effort;

    [Description("Runs of a job side by side, 1 to 10.")]
    public int Samples { get; init; } = _default.Samples;

    [Description("A pass after the first that brings fewer new notes than this is the last, 0 to 100.")]
    public int MinNewNotes { get; init; } = _default.MinNewNotes;

    [Description("Completion tokens that a job may spend; null without a limit.")]
    public int? TokensPerContext { get; init; }

    [Description("Completion tokens that sleep may spend in a day; null without a limit.")]
    public int? TokensPerDay { get; init; }

    [Description("When sleep may begin, such as 22:00 in the server's time zone; null with until for any time.")]
    public string? From { get; init; }

    [Description("Until when sleep may begin, such as 06:00.")]
    public string? Until { get; init; }

    [Description("Questions expected on a text before anything is known.")]
    public double ExpectedQuestions { get; init; } = _default.ExpectedQuestions;

    [Description("Price of a completion token while somebody waits, in tokens asleep.")]
    public double TestTokenPrice { get; init; } = _default.TestTokenPrice;

    [Description("Price of a prompt token that has to be read, in tokens asleep.")]
    public double InputTokenPrice { get; init; } = _default.InputTokenPrice;

    [Description("Whether a question that sleep expected is answered from the store, without the model.")]
    public bool InstantAnswers { get; init; } = _default.InstantAnswers;

    [Description("How alike, from 0 to 1 by the model's own scores, a question must be to an expected one to be answered from the store; null or 0 matches by the words alone.")]
    public double? InstantScore { get; init; }

    public static SleepPolicyContract Of(SleepPolicy policy) => new()
    {
        Effort = policy.Effort,
        Samples = policy.Samples,
        MinNewNotes = policy.MinNewNotes,
        TokensPerContext = policy.TokensPerContext,
        TokensPerDay = policy.TokensPerDay,
        From = policy.From?.ToString(TimeOfDay, CultureInfo.InvariantCulture),
        Until = policy.Until?.ToString(TimeOfDay, CultureInfo.InvariantCulture),
        ExpectedQuestions = policy.ExpectedQuestions,
        TestTokenPrice = policy.TestTokenPrice,
        InputTokenPrice = policy.InputTokenPrice,
        InstantAnswers = policy.InstantAnswers,
        InstantScore = policy.InstantScore,
    };

    /// <exception cref="InvalidSleepPolicyException">A time of the day cannot be read; faults of other fields are told with it.</exception>
    public SleepPolicy ToPolicy()
    {
        List<SleepPolicyFault> faults = [];
        var (from, until) = (Read("from", From, faults), Read("until", Until, faults));
        var policy = new SleepPolicy
        {
            Effort = Effort,
            Samples = Samples,
            MinNewNotes = MinNewNotes,
            TokensPerContext = TokensPerContext,
            TokensPerDay = TokensPerDay,
            From = from,
            Until = until,
            ExpectedQuestions = ExpectedQuestions,
            TestTokenPrice = TestTokenPrice,
            InputTokenPrice = InputTokenPrice,
            InstantAnswers = InstantAnswers,
            InstantScore = InstantScore,
        };
        if (faults.Count == 0)
            return policy;
        // Half of a pair of times says nothing about the pair.
        throw new InvalidSleepPolicyException([.. faults, .. (policy with { From = null, Until = null }).Faults()]);
    }

    private static TimeOnly? Read(string field, string? value, List<SleepPolicyFault> faults)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        if (TimeOnly.TryParseExact(value, [TimeOfDay, "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return time;
        faults.Add(new SleepPolicyFault(field, $"“{value}” is no time of the day; give one such as 22:00."));
        return null;
    }
}

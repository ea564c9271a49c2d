namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>The team's settings for sleep, which people can change while the site runs; the file's settings are where they begin.</summary>
public sealed record SleepPolicy
{
    public SleepEffort Effort { get; init; } = SleepEffort.High;

    /// <summary>Runs of a job side by side, 1, 2, 5 or 10 in the paper; any from 1 to 10 here.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>A pass after the first that brings fewer new notes than this is the last, 0 to 100.</summary>
    public int MinNewNotes { get; init; } = 1;

    /// <summary>Completion tokens that a job may spend, 1 or more; null without a limit.</summary>
    public int? TokensPerContext { get; init; }

    /// <summary>Completion tokens that sleep may spend in a day of the server's time zone, 1 or more; null without a limit. What has begun is ended, so that a day may spend one step more.</summary>
    public int? TokensPerDay { get; init; }

    /// <summary>When sleep may begin, in the server's time zone; null with <see cref="Until"/> for any time. May be after it: 22:00 to 6:00.</summary>
    public TimeOnly? From { get; init; }

    public TimeOnly? Until { get; init; }

    /// <summary>Questions expected on a text before anything is known, 0 or more: the prior that real counts correct.</summary>
    public double ExpectedQuestions { get; init; } = 10;

    /// <summary>t: price of a completion token while somebody waits, in tokens asleep, above 0. 10 in the paper.</summary>
    public double TestTokenPrice { get; init; } = 10;

    /// <summary>w: price of a prompt token that has to be read, in tokens asleep, 0 or more.</summary>
    public double InputTokenPrice { get; init; } = 0.25;

    /// <summary>Whether a question that sleep expected is answered from the store, without the model.</summary>
    public bool InstantAnswers { get; init; } = true;

    /// <summary>
    /// How alike a question must be to an expected one to be answered from the store, 0 to 1 by the model's own scores, see
    /// <see cref="Answering.QuestionLikeness"/>; null or 0 matches by the words alone.
    /// </summary>
    public double? InstantScore { get; init; }

    /// <summary>What is wrong with it, a sentence each in plain words; empty when nothing is.</summary>
    public IReadOnlyList<SleepPolicyFault> Faults()
    {
        List<SleepPolicyFault> faults = [];
        Require(Samples is >= 1 and <= 10, nameof(Samples), $"Runs side by side are {Samples}; choose 1, 2, 5 or 10, or any number between.");
        Require(MinNewNotes is >= 0 and <= 100, nameof(MinNewNotes), $"New notes that a pass has to bring are {MinNewNotes}; choose 0 to 100.");
        Require(TokensPerContext is not < 1, nameof(TokensPerContext), "The tokens for a text must be 1 or more; leave them empty for no limit. To sleep on nothing, pause the queue.");
        Require(TokensPerDay is not < 1, nameof(TokensPerDay), "The tokens for a day must be 1 or more; leave them empty for no limit. To sleep on nothing, pause the queue.");
        Require(From is null == Until is null, From is null ? nameof(From) : nameof(Until), "The hours need a beginning and an end: give both, or neither for any time of the day.");
        Require(From is null || From != Until, nameof(Until), "The hours begin and end at the same time, so that sleep would never begin; leave both empty for any time of the day.");
        Require(ExpectedQuestions is >= 0 and <= 1_000_000, nameof(ExpectedQuestions), "The questions expected on a text must be from 0 to 1,000,000.");
        Require(TestTokenPrice is > 0 and <= 1_000_000, nameof(TestTokenPrice), "The price of an answer’s token must be above 0 and at most 1,000,000.");
        Require(InputTokenPrice is >= 0 and <= 1_000_000, nameof(InputTokenPrice), "The price of a prompt’s token must be from 0 to 1,000,000.");
        Require(InstantScore is null or (>= 0 and <= 1), nameof(InstantScore), "How alike a question must be to be answered at once must be from 0 to 1; leave it empty to go by the words alone.");
        return faults;

        void Require(bool holds, string field, string sentence)
        {
            if (!holds)
                faults.Add(new SleepPolicyFault(char.ToLowerInvariant(field[0]) + field[1..], sentence));
        }
    }

    /// <summary>Time until sleep may begin; zero when it may now. Hours are those of the clock on the wall, also when it changes.</summary>
    internal TimeSpan OpensIn(DateTimeOffset now, TimeZoneInfo zone)
    {
        var wall = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var time = TimeOnly.FromDateTime(wall);
        if (From is not { } from || Until is not { } until || time.IsBetween(from, until))
            return TimeSpan.Zero;
        return UntilNext(from, now, zone);
    }

    /// <summary>Time until sleep may begin no more; null when it may not now, or may at any time.</summary>
    internal TimeSpan? ClosesIn(DateTimeOffset now, TimeZoneInfo zone) =>
        Until is { } until && OpensIn(now, zone) == TimeSpan.Zero ? UntilNext(until, now, zone) : null;

    private static TimeSpan UntilNext(TimeOnly next, DateTimeOffset now, TimeZoneInfo zone)
    {
        var wall = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var left = LocalDays.At(wall.Date.Add(next.ToTimeSpan()).AddDays(next > TimeOnly.FromDateTime(wall) ? 0 : 1), zone) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}

/// <param name="Field">In camel case, as the API has it.</param>
public sealed record SleepPolicyFault(string Field, string Message);

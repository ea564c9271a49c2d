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

    /// <summary>Completion tokens that sleep may spend in a day of the server's time zone, 1 or more; null without a limit.</summary>
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

    /// <summary>What is wrong with it, a sentence each that names the field; empty when nothing is.</summary>
    public IReadOnlyList<SleepPolicyFault> Faults()
    {
        List<SleepPolicyFault> faults = [];
        Require(Samples is >= 1 and <= 10, nameof(Samples), $"samples is {Samples}; choose 1 to 10 runs side by side.");
        Require(MinNewNotes is >= 0 and <= 100, nameof(MinNewNotes), $"minNewNotes is {MinNewNotes}; choose 0 to 100 notes.");
        Require(TokensPerContext is not < 1, nameof(TokensPerContext), "tokensPerContext has to be 1 or more; leave it out for no limit. To sleep on nothing, pause the queue.");
        Require(TokensPerDay is not < 1, nameof(TokensPerDay), "tokensPerDay has to be 1 or more; leave it out for no limit. To sleep on nothing, pause the queue.");
        Require(From is null == Until is null, From is null ? nameof(From) : nameof(Until), "from and until belong together: give both, or neither for any time of the day.");
        Require(From is null || From != Until, nameof(Until), "from and until are the same time, so that sleep would never begin; leave both out for any time of the day.");
        Require(ExpectedQuestions is >= 0 and <= 1_000_000, nameof(ExpectedQuestions), "expectedQuestions has to be from 0 to 1,000,000.");
        Require(TestTokenPrice is > 0 and <= 1_000_000, nameof(TestTokenPrice), "testTokenPrice has to be above 0 and at most 1,000,000.");
        Require(InputTokenPrice is >= 0 and <= 1_000_000, nameof(InputTokenPrice), "inputTokenPrice has to be from 0 to 1,000,000.");
        return faults;

        void Require(bool holds, string field, string sentence)
        {
            if (!holds)
                faults.Add(new SleepPolicyFault(char.ToLowerInvariant(field[0]) + field[1..], sentence));
        }
    }

    /// <summary>Time until sleep may begin at this time of the day; zero when it may now.</summary>
    internal TimeSpan OpensIn(TimeOnly now)
    {
        if (From is not { } from || Until is not { } until || now.IsBetween(from, until))
            return TimeSpan.Zero;
        // Wraps around midnight by itself.
        return from - now;
    }
}

/// <param name="Field">In camel case, as the API has it.</param>
public sealed record SleepPolicyFault(string Field, string Message);

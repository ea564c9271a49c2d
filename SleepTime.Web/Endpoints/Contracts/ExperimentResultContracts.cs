using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.Generation;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>One way of answering that is measured.</summary>
/// <param name="Key">As filters take it.</param>
/// <param name="Passes">Null in Standard mode.</param>
/// <param name="Samples">Sleep runs side by side; null in Standard mode.</param>
public sealed record ArmResponse(string Key, RunMode Mode, int Verbosity, int? Passes, int? Samples)
{
    public static ArmResponse From(Arm arm) => new(ArmKeys.Of(arm), arm.Mode.ToApi(), arm.Verbosity, arm.Passes == 0 ? null : arm.Passes, arm.Samples == 0 ? null : arm.Samples);
}

/// <param name="Value">0 to 1; null where nothing was measured.</param>
/// <param name="Low">Wilson's interval at 95 %, as wide as answers about the same context make it.</param>
public sealed record ShareRightResponse(int Right, int Answers, double? Value, double? Low, double? High)
{
    public static ShareRightResponse From(Share share) => new(share.Right, share.Count, share.Count == 0 ? null : share.Value, share.Interval?.Low, share.Interval?.High);
}

public sealed record KindResponse(string Kind, ShareRightResponse Share);

/// <param name="Failed">Answers that could not be asked; they are in no other figure.</param>
/// <param name="SleepTokens">Completion tokens asleep for one context; null in Standard mode.</param>
/// <param name="Cost">Of a question, in completion tokens of sleep; null where one of its terms is unknown.</param>
public sealed record ArmFiguresResponse(
    ArmResponse Arm, ShareRightResponse Share, int Failed, double? CompletionTokens, double? PromptTokens, double? CachedTokens, double? LatencyMs, double? SleepTokens, double? Cost, IReadOnlyList<KindResponse> Kinds);

/// <summary>An arm held against another, pair by pair.</summary>
/// <param name="Right">Difference in the share right, −1 to 1.</param>
/// <param name="PValue">Of that, two-sided: the exact sign-flip test over contexts, which is McNemar's where each has one question.</param>
/// <param name="CompletionTokens">Mean difference, with its interval at 95 % by a bootstrap over contexts.</param>
public sealed record ArmDifferenceResponse(
    ArmResponse Arm, ArmResponse Against, int Pairs, int Contexts, double? Right, int OnlyThis, int OnlyOther, double PValue, double? CompletionTokens, double? Low, double? High, double? LatencyMs)
{
    public static ArmDifferenceResponse From(ArmDifference difference)
    {
        var of = difference.Of;
        return new(
            ArmResponse.From(difference.Arm), ArmResponse.From(difference.Against), of.Pairs, of.Contexts, of.Right, of.OnlyThis, of.OnlyOther, of.PValue, of.Tokens, of.TokensInterval?.Low, of.TokensInterval?.High, of.LatencyMs);
    }
}

/// <summary>Both modes at equal accuracy: the shortest of each that is right as often as Standard at its best, within 5 points. Intervals at 95 %, by a bootstrap over contexts.</summary>
/// <param name="State">found, or why there is nothing to say: noAnswers, tooFew, noneAsOften. All else is null then.</param>
/// <param name="Right">Difference in the share right, SleepTime − Standard, −1 to 1.</param>
/// <param name="TokenRatio">Completion tokens of Standard for each of SleepTime.</param>
/// <param name="CostRatio">What Standard costs for each unit that SleepTime does at ten questions a context; null where a term is unknown.</param>
public sealed record HeadlineResponse(
    HeadlineState State, ArmResponse? Standard, ArmResponse? SleepTime, int? Pairs, int? Contexts, double? Right, double? RightLow, double? RightHigh,
    double? TokenRatio, double? TokenLow, double? TokenHigh, double? CostRatio, double? CostLow, double? CostHigh)
{
    public static HeadlineResponse From(Headline headline) => headline.Pair is not { } pair
        ? new(headline.State, null, null, null, null, null, null, null, null, null, null, null, null, null)
        : new(
            headline.State, ArmResponse.From(pair.Standard), ArmResponse.From(pair.SleepTime), pair.Pairs, pair.Contexts, pair.Right, pair.RightInterval.Low, pair.RightInterval.High,
            pair.TokenRatio, pair.TokenInterval?.Low, pair.TokenInterval?.High, pair.CostRatio, pair.CostInterval?.Low, pair.CostInterval?.High);
}

/// <param name="QuestionsPerContext">That share one sleep, on average; what costs count with.</param>
/// <param name="TestTokenPrice">t.</param>
/// <param name="InputTokenPrice">w.</param>
/// <param name="Baseline">The experiment that differences are against; null for Standard of the same verbosity in this one.</param>
public sealed record ExperimentDetailsResponse(
    ExperimentResponse Experiment, double QuestionsPerContext, double TestTokenPrice, double InputTokenPrice, IReadOnlyList<ArmFiguresResponse> Arms, Guid? Baseline, IReadOnlyList<ArmDifferenceResponse> Differences, HeadlineResponse Headline)
{
    public static ExperimentDetailsResponse From(ExperimentView view, ExperimentFigures figures, Guid? baseline, IEnumerable<ArmDifference> differences, Headline headline) => new(
        ExperimentResponse.From(view), figures.QuestionsPerContext, figures.TestTokenPrice, figures.InputTokenPrice,
        [
            .. figures.Arms.Select(arm => new ArmFiguresResponse(
                ArmResponse.From(arm.Arm), ShareRightResponse.From(arm.Right), arm.Failed, arm.CompletionTokens, arm.PromptTokens, arm.CachedTokens, arm.LatencyMs, arm.SleepTokens, arm.Cost,
                [.. figures.Kinds.Zip(arm.Kinds, (kind, share) => new KindResponse(kind, ShareRightResponse.From(share)))])),
        ],
        baseline, [.. differences.Select(ArmDifferenceResponse.From)], HeadlineResponse.From(headline));
}

/// <param name="Extracted">What was compared with the expected answer; null when there was nothing.</param>
/// <param name="Failure">Why it could not be asked; null when it was.</param>
public record ExperimentAnswerResponse(
    Guid Id, string Context, string Question, string Expected, string Kind, double? LogProbability, ArmResponse Arm, int Repeat, AnswerVerdict Verdict, string Answer, string? Extracted,
    int? SleepTokens, TokenUsage? Usage, GenerationTimings? Timings, string? Failure, DateTimeOffset FinishedAt)
{
    public static ExperimentAnswerResponse From(ExperimentAnswer answer) => new(
        answer.Id, answer.ContextKey, answer.Question, answer.Expected, answer.Kind, answer.LogProbability, ArmResponse.From(answer.Arm), answer.Repeat,
        AnswerFilter.VerdictOf(answer.Failure is not null, answer.IsRight),
        answer.Said, answer.Extracted, answer.SleepTokens, answer.Usage, answer.Timings, answer.Failure, answer.FinishedAt);
}

/// <param name="Against">The answer that it is held against; null where there is none.</param>
public sealed record ExperimentPairResponse(ExperimentAnswerResponse Answer, ExperimentAnswerResponse? Against);

/// <summary>An answer in a file.</summary>
public sealed record ExportedAnswerResponse : ExperimentAnswerResponse
{
    public ExportedAnswerResponse(ExperimentPair pair) : base(From(pair.Answer)) => Against = pair.Against is { } against ? From(against) : null;

    /// <summary>The answer that it is held against; null where there is none.</summary>
    public ExperimentAnswerResponse? Against { get; }
}

/// <param name="Text">Of the context.</param>
/// <param name="Notes">Lines of the notes, in SleepTime mode.</param>
public sealed record ExperimentAnswerDetailsResponse(ExperimentAnswerResponse Answer, string Text, IReadOnlyList<string> Notes)
{
    public static ExperimentAnswerDetailsResponse From(ExperimentAnswerDetails details) =>
        new(ExperimentAnswerResponse.From(details.Answer), details.Context, details.Notes?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? []);
}

/// <summary>The rows of a table of an experiment.</summary>
public sealed record ExperimentTableResponse(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>The rows of a chart of an experiment.</summary>
/// <param name="Says">What it shows, in a sentence.</param>
public sealed record ExperimentFigureResponse(string Name, string Title, string Says, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

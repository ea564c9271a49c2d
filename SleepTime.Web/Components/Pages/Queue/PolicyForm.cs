using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Components.Pages.Queue;

/// <summary>The team's settings for sleep as they are being filled in, with what is wrong with each.</summary>
public sealed class PolicyForm
{
    private List<SleepPolicyFault> _faults = [];

    private readonly SleepPolicyContract _before;

    public PolicyForm(SleepPolicy policy)
    {
        var shown = _before = SleepPolicyContract.Of(policy);
        (Effort, Samples, MinNewNotes) = (shown.Effort, shown.Samples, shown.MinNewNotes);
        (TokensPerContext, TokensPerDay) = (shown.TokensPerContext, shown.TokensPerDay);
        (From, Until) = (shown.From, shown.Until);
        (ExpectedQuestions, TestTokenPrice, InputTokenPrice) = (shown.ExpectedQuestions, shown.TestTokenPrice, shown.InputTokenPrice);
        (InstantAnswers, InstantScore) = (shown.InstantAnswers, shown.InstantScore);
    }

    public SleepEffort Effort { get; set; }

    public int Samples { get; set; }

    /// <summary>Null is an emptied field, which is told as a fault and not taken for a default.</summary>
    public int? MinNewNotes { get; set; }

    public int? TokensPerContext { get; set; }

    public int? TokensPerDay { get; set; }

    public string? From { get; set; }

    public string? Until { get; set; }

    public double? ExpectedQuestions { get; set; }

    public double? TestTokenPrice { get; set; }

    public double? InputTokenPrice { get; set; }

    public bool InstantAnswers { get; set; }

    /// <summary>Null or 0 matches by the words alone.</summary>
    public double? InstantScore { get; set; }

    /// <summary>Whether anything differs from what is saved.</summary>
    public bool IsChanged => Shown() != _before;

    public bool IsFaulty => _faults.Count > 0;

    /// <summary>What is wrong with a field, in camel case; null when nothing is.</summary>
    public string? FaultOf(string field) => _faults.FirstOrDefault(fault => fault.Field == field)?.Message;

    /// <summary>The policy as filled in; null when something is wrong with it, which <see cref="FaultOf"/> then tells.</summary>
    public SleepPolicy? Read()
    {
        try
        {
            var policy = Shown().ToPolicy();
            _faults = Named(policy.Faults());
            return IsFaulty ? null : policy;
        }
        catch (InvalidSleepPolicyException invalid)
        {
            _faults = Named(invalid.Faults);
            return null;
        }
    }

    // A number that was emptied differs from any that may be saved.
    private SleepPolicyContract Shown() => new()
    {
        Effort = Effort,
        Samples = Samples,
        MinNewNotes = MinNewNotes ?? -1,
        TokensPerContext = TokensPerContext,
        TokensPerDay = TokensPerDay,
        From = string.IsNullOrWhiteSpace(From) ? null : From,
        Until = string.IsNullOrWhiteSpace(Until) ? null : Until,
        ExpectedQuestions = ExpectedQuestions ?? -1,
        TestTokenPrice = TestTokenPrice ?? 0,
        InputTokenPrice = InputTokenPrice ?? -1,
        InstantAnswers = InstantAnswers,
        InstantScore = InstantScore,
    };

    // An emptied field is not the number that stands for it here.
    private List<SleepPolicyFault> Named(IReadOnlyList<SleepPolicyFault> faults) =>
        [.. faults.Select(fault => IsEmpty(fault.Field) ? fault with { Message = "This is empty; give a number." } : fault)];

    private bool IsEmpty(string field) => field switch
    {
        "minNewNotes" => MinNewNotes is null,
        "expectedQuestions" => ExpectedQuestions is null,
        "testTokenPrice" => TestTokenPrice is null,
        "inputTokenPrice" => InputTokenPrice is null,
        _ => false,
    };
}

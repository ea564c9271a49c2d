using SleepTime.Engine.Answering;
using SleepTime.Engine.Insights;
using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Benchmarks.Sleep;

/// <summary>
/// What the gate would have said of each context, knowing all others, beside what came of it: its own tokens asleep and
/// the savings of its own questions.
/// </summary>
internal static class BreakEvenForecast
{
    // All passes of a context are counted as one, below and here.
    private static readonly SectionEffort Whole = new(1, 1);

    private static readonly SleepArm SleepTime = new(AnswerMode.SleepTime, 0);

    /// <summary>Questions to break even, expected and measured; null for never.</summary>
    public static IReadOnlyList<(double? Expected, double? Measured)> Of(IReadOnlyList<SleptContext> contexts, SleepArm standard, SleepPolicy policy) =>
        [.. contexts.Select(context =>
        {
            var others = contexts.Where(other => other != context).ToList();
            var forecast = SleepForecast.Of(policy, null, Whole, new TextHistory(context.TextTokens, 0, 0, null), ExperienceOf(others, standard));
            return (forecast.BreakEven?.Questions, Measured(context, standard, policy).Questions);
        })];

    public static BreakEven Measured(SleptContext context, SleepArm standard, SleepPolicy policy) => new(
        context.SleepTokens,
        context.Mean(standard, answer => answer.Completion),
        context.Mean(SleepTime, answer => answer.Completion),
        context.Mean(SleepTime, answer => answer.Read) - context.Mean(standard, answer => answer.Read),
        policy.TestTokenPrice,
        policy.InputTokenPrice);

    private static SleepExperience ExperienceOf(IReadOnlyList<SleptContext> contexts, SleepArm standard) => new(
        contexts.Sum(context => context.Questions),
        contexts.Average(context => context.Mean(standard, answer => answer.Completion)),
        contexts.Average(context => context.Mean(SleepTime, answer => answer.Completion)),
        contexts.Average(context => context.Mean(SleepTime, answer => answer.Read) - context.Mean(standard, answer => answer.Read)),
        new SleepCost(contexts.Sum(context => (double)context.SleepTokens) / contexts.Sum(context => context.TextTokens), null),
        0, 0, null);
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>Which arms sentences speak of and crowded charts draw. Pure.</summary>
internal static class ArmPick
{
    /// <summary>
    /// The fewest tokens of each mode for what is as often right as Standard at its best, as far as 95 % intervals tell; null where
    /// there is none.
    /// </summary>
    public static (ArmFigures? Standard, ArmFigures? SleepTime) AtEqualRight(IReadOnlyList<ArmFigures> arms)
    {
        var measured = arms.Where(arm => arm.Right.Count > 0).ToList();
        var best = measured.Where(arm => arm.Arm.Mode == AnswerMode.Standard).MaxBy(arm => arm.Right.Value);
        if (best is null)
            return (null, null);
        ArmFigures? Cheapest(AnswerMode mode, ArmFigures than) => measured.Where(arm => arm.Arm.Mode == mode && arm.Right.Interval!.High >= than.Right.Interval!.Low).MinBy(arm => arm.CompletionTokens);
        var standard = Cheapest(AnswerMode.Standard, best) ?? best;
        return (standard, Cheapest(AnswerMode.SleepTime, standard));
    }

    /// <summary>Whether SleepTime is right more often or as often, in words; it is one that <see cref="AtEqualRight"/> found.</summary>
    public static string HowOften(ArmFigures standard, ArmFigures sleepTime) =>
        sleepTime.Right.Interval!.Low > standard.Right.Interval!.High ? "more often" : "as often, as far as the 95 % intervals tell,";

    /// <summary>The first and the last arm of each mode, where more would be too many lines to tell apart.</summary>
    public static IReadOnlyList<Arm> Ends(IEnumerable<Arm> arms) =>
        [.. arms.GroupBy(arm => arm.Mode).SelectMany(mode => mode.Count() > 2 ? [mode.First(), mode.Last()] : mode.ToArray())];
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;

namespace SleepTime.Web.Components.Pages.Experiments.Figures;

/// <summary>Which arms crowded charts draw. Pure.</summary>
internal static class ArmPick
{
    /// <summary>The first and the last arm of each mode, where more would be too many lines to tell apart.</summary>
    public static IReadOnlyList<Arm> Ends(IEnumerable<Arm> arms) =>
        [.. arms.GroupBy(arm => arm.Mode).SelectMany(mode => mode.Count() > 2 ? [mode.First(), mode.Last()] : mode.ToArray())];
}

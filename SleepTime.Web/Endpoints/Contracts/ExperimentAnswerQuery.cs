using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using SleepTime.Engine.Experiments.Answers;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>Which answers of an experiment are wanted.</summary>
public readonly record struct ExperimentAnswerQuery(
    [property: FromQuery(Name = "arm"), Description("Only those of one arm, by its key.")] string? Arm,
    [property: FromQuery(Name = "verdict"), Description("right, wrong or failed.")] string? Verdict,
    [property: FromQuery(Name = "baseline"), Description("Another experiment to hold answers against; Standard of the same verbosity in this one when left out.")] Guid? Baseline,
    [property: FromQuery(Name = "onlyDifferent"), Description("true for those of which one is right and the one that it is held against is wrong.")] bool? OnlyDifferent)
{
    /// <exception cref="InvalidRequestException">The arm or the verdict is none.</exception>
    public AnswerFilter ToFilter() => new(
        string.IsNullOrEmpty(Arm) ? (SleepTime.Engine.Experiments.Arm?)null : ArmKeys.Parse(Arm) ?? throw new InvalidRequestException("arm", $"arm is '{Arm}'; it must be the key of an arm, such as standard-0 or sleep-0-3-1."),
        EnumNames.Parse<AnswerVerdict>("verdict", Verdict),
        OnlyDifferent ?? false);
}

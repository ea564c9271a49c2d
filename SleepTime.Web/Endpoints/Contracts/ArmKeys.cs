using System.Globalization;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>Arms as addresses spell them: standard-2, sleep-0-3-1 (verbosity, passes, samples).</summary>
public static class ArmKeys
{
    public static string Of(Arm arm) => arm.Mode == AnswerMode.Standard
        ? FormattableString.Invariant($"standard-{arm.Verbosity}")
        : FormattableString.Invariant($"sleep-{arm.Verbosity}-{arm.Passes}-{arm.Samples}");

    /// <returns>Null when it is no arm.</returns>
    public static Arm? Parse(string? key)
    {
        if (key?.Split('-') is not [var mode, .. var rest])
            return null;
        List<int> numbers = [];
        foreach (var part in rest)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            numbers.Add(number);
        }
        return (mode, numbers) switch
        {
            ("standard", [var verbosity]) => Arm.Standard(verbosity),
            ("sleep", [var verbosity, var passes, var samples]) => new Arm(AnswerMode.SleepTime, verbosity, passes, samples),
            _ => null,
        };
    }
}

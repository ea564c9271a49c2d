namespace SleepTime.Web.Components.Shared;

/// <summary>How many runs write side by side, to choose from: those of the paper.</summary>
public static class SamplesWords
{
    public const string Legend = "Runs side by side";

    public const string Hint = "More find more, and cost as much more.";

    private static readonly int[] _offered = [1, 2, 5, 10];

    /// <param name="set">What is set now, which is offered too where a program chose another number.</param>
    public static IReadOnlyList<(int Value, string Label)> Options(int? set) =>
        [.. (set is { } other ? _offered.Union([other]) : _offered).Order().Select(samples => (samples, NumberWords.Count(samples)))];
}

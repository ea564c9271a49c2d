using System.Text.RegularExpressions;

namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>
/// A text with places such as <c>{question}</c> to fill in. What is filled in is never looked at again: a text that
/// holds "{question}" stays as its author wrote it.
/// </summary>
internal sealed partial class PromptText(string text)
{
    /// <summary>The text as it is stored, places included.</summary>
    public string Source { get; } = text;

    /// <exception cref="KeyNotFoundException">The text names a place that is not filled in.</exception>
    public string Fill(params (string Place, string Value)[] values) => Place().Replace(Source, match =>
    {
        foreach (var (place, value) in values)
        {
            if (match.Groups[1].ValueSpan.SequenceEqual(place))
                return value;
        }
        throw new KeyNotFoundException($"The prompt text has the place {match.Value}, which nothing fills in. Known here: {string.Join(", ", values.Select(value => value.Place))}.");
    });

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Place();
}

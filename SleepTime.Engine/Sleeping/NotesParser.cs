using System.Text.RegularExpressions;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>A line that a pass wrote.</summary>
/// <param name="Pass">From 1.</param>
internal sealed record ParsedNote(int Pass, string Text);

/// <summary>Turns what passes wrote into notes. Pure: the same passes always give the same notes.</summary>
internal static partial class NotesParser
{
    /// <summary>Longest note in characters. A longer line is a model that ran on; it is left out, because half a statement may say something else.</summary>
    public const int MaxLength = 1000;

    private const string Finished = "finished";

    /// <summary>The notes of all passes in order, each text once: a later pass often repeats an earlier one.</summary>
    public static IReadOnlyList<ParsedNote> Parse(IEnumerable<SleepPass> passes) =>
        [.. passes
            .OrderBy(pass => pass.Number)
            .SelectMany(pass => Lines(pass).Select(line => new ParsedNote(pass.Number, line)))
            .DistinctBy(note => note.Text)];

    /// <summary>Whether a pass says that it had nothing to add: the word that the prompts ask for, and no note.</summary>
    public static bool SaysFinished(SleepPass pass) =>
        pass.Text.AsSpan().Trim().TrimEnd('.').Equals(Finished, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Lines(SleepPass pass)
    {
        if (SaysFinished(pass))
            return [];
        var lines = pass.Text.Split('\n');

        // The token limit cuts a line anywhere: "2 boxes cost 1" may have been going to be "2 boxes cost 14".
        // After a line break the last piece is empty, so that nothing whole is lost.
        var whole = pass.FinishReason == FinishReason.MaxTokens ? lines[..^1] : lines;
        return whole.Select(line => Marker().Replace(line, "").Trim()).Where(line => line.Length is > 0 and <= MaxLength);
    }

    // A bullet or a number as instruct models put before list items. The space after it tells "1. Ann" from "1.5 km"
    // and "- Ann" from "-3 degrees".
    [GeneratedRegex(@"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")]
    private static partial Regex Marker();
}

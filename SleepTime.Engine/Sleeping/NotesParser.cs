using System.Text.RegularExpressions;
using SleepTime.Engine.Generation;

namespace SleepTime.Engine.Sleeping;

/// <summary>Reads the lines of one pass. Pure.</summary>
internal static partial class NotesParser
{
    /// <summary>Longest note in characters. A longer line is a model that ran on; it is left out, because half a statement may say something else.</summary>
    public const int MaxLength = 1000;

    private const string Finished = "finished";

    /// <summary>Whether a pass says that it had nothing to add: the word that the prompts ask for, and no note.</summary>
    public static bool SaysFinished(SleepPass pass) => IsFinished(pass.Text);

    public static IEnumerable<string> Lines(SleepPass pass)
    {
        if (SaysFinished(pass))
            return [];
        var lines = pass.Text.Split('\n');

        // The token limit cuts a line anywhere: "2 boxes cost 1" may have been going to be "2 boxes cost 14". So does
        // stopping a pass that loops. After a line break the last piece is empty, so that nothing whole is lost.
        var whole = pass.Looped || pass.FinishReason == FinishReason.MaxTokens ? lines[..^1] : lines;
        return Lines(whole);
    }

    /// <summary>Lines that are whole, without what marks an item of a list.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> written) =>
        written.Select(line => Marker().Replace(line, "").Trim()).Where(line => line.Length is > 0 and <= MaxLength && !IsFinished(line));

    private static bool IsFinished(string text) => text.AsSpan().Trim().TrimEnd('.').Equals(Finished, StringComparison.OrdinalIgnoreCase);

    // A bullet or a number as instruct models put before list items. The space after it tells "1. Ann" from "1.5 km"
    // and "- Ann" from "-3 degrees".
    [GeneratedRegex(@"^\s*(?:[-*•–]|\(?\d{1,2}[.)])\s+")]
    private static partial Regex Marker();
}

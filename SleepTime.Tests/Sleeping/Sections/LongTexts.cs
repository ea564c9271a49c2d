using System.Text.RegularExpressions;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping.Sections;

/// <summary>Texts that the fake model reads in sections, one of each town, and what it says of them.</summary>
internal static partial class LongTexts
{
    public static readonly string[] Towns = ["Aldermoor", "Brightwater", "Coldharbour", "Dunmere", "Eastcote", "Fernhill"];

    /// <summary>An engine on which such a text is long.</summary>
    public static TestEngine Engine(TestDatabase database, params (string Key, string Value)[] settings)
    {
        var engine = new TestEngine(database, modelReady: false, settings: settings) { ContextLength = 1_700 };
        engine.LoadModel();
        return engine;
    }

    public static string Of(params string[] towns) => string.Join("\n\n", towns.Select((town, index) =>
        $"# {town}\nThe harbour of {town} has {index + 3} boats. {string.Join(' ', Enumerable.Repeat("Nothing else is known of it.", 5))}"));

    /// <summary>One note a pass, about the town that the section is about; the third pass has nothing to add.</summary>
    /// <param name="asked">Gets "Town 1" for the first pass over a section, and so on.</param>
    public static Func<string, string> Reply(ICollection<string>? asked = null) => prompt =>
    {
        if (Task().Match(prompt) is not { Success: true } task || Town().Matches(prompt) is not [.., var town])
            return "";
        var key = $"{town.Groups[1].Value} {task.Groups[1].Value}";
        if (asked is not null && !asked.Contains(key))
            asked.Add(key);
        return task.Groups[1].Value switch
        {
            "1" => $"The harbour of {town.Groups[1].Value} has {town.Groups[2].Value} boats.",
            "2" => $"{town.Groups[1].Value} is a harbour.",
            _ => "finished",
        };
    };

    /// <summary>The town that the first sentence of a prompt is about.</summary>
    public static string TownOf(string prompt) => Town().Match(prompt).Groups[1].Value;

    [GeneratedRegex(@"Task: write notes (\d)")]
    private static partial Regex Task();

    [GeneratedRegex(@"The harbour of (\w+) has (\d+) boats\. Nothing")]
    private static partial Regex Town();
}

using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>
/// What the word order of a note tells: "On Monday the west farm has 30 - 4 = 26 goats." opens a later change, "the west
/// farm has the south farm's 15 * 2 = 30." and "Project B starts after Project A: 10 + 4 = June 14." name whose value
/// they start from. The thing stands behind the last number, or before the first: "the west farm has goats: 30 - 4 = 26." Pure.
/// </summary>
/// <param name="Changes">Whether it tells of a later change of what the party had.</param>
/// <param name="Party">Whom it is about: "the west farm".</param>
/// <param name="Base">Whose value it starts from; null where it names nobody.</param>
/// <param name="Verb">What the party does: has, takes, starts, ends.</param>
/// <param name="Things">What it counts, or a unit: the words before a colon, or behind its last number; empty when there are none.</param>
internal sealed partial record NoteForm(bool Changes, string Party, string? Base, string Verb, string Things)
{
    private const string Name = @"(?:[Tt]he\s)?\p{L}[\p{L}\p{Nd}-]*(?:\s(?!and\b|or\b)\p{L}[\p{L}\p{Nd}-]*){0,2}?";

    private const string Calculated = @"(?=[$€£(]?\d[\d,.]*\)?\s*[-+*/×·÷−])";

    /// <summary>Null for a note that says in another way, or of several at once, what it says.</summary>
    public static NoteForm? Of(string note) => Shape().Match(note) is { Success: true } shape
        ? new NoteForm(
            shape.Groups["opening"].Success, shape.Groups["party"].Value, shape.Groups["base"] is { Success: true } from ? from.Value : null,
            shape.Groups["verb"].Value, shape.Groups["things"] is { Success: true } things ? things.Value : Behind().Match(note).Groups[1].Value)
        : null;

    /// <summary>A note without what opens it, whose value it starts from, and what a rank was taken of: what it says of its subject.</summary>
    public static string Essence(string note)
    {
        if (Rank.Of(note) is { } rank)
            return rank.Essence;
        if (Shape().Match(note) is not { Success: true } shape)
            return note;
        var start = shape.Groups["opening"] is { Success: true } opening ? opening.Length : 0;
        return shape.Groups["from"] is { Success: true } from ? $"{note[start..from.Index]}{note[(from.Index + from.Length)..]}".Trim() : note[start..].Trim();
    }

    [GeneratedRegex(
        @"^(?<opening>(?:(?i:now|then|later|afterwards)|[Oo]n (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s)?(?!(?i:there|it|and)\b)(?<party>" + Name
        + @")\s(?<verb>has|have|had|holds|owns|keeps|takes|needs|starts|ends)\b(?:\s(?!after\b)(?<things>\p{Ll}+(?:\s\p{Ll}+)?):)?(?<from>\s(?:after\s(?<base>" + Name + @"):|(?<base>" + Name + @")['’]s?)(?=\s" + Calculated + "))?")]
    private static partial Regex Shape();

    [GeneratedRegex(@"\d\s(\p{Ll}+(?:\s\p{Ll}+)?)\.?\s*$")]
    private static partial Regex Behind();
}

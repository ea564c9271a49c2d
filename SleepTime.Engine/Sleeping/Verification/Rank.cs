using System.Text.RegularExpressions;

namespace SleepTime.Engine.Sleeping.Verification;

/// <summary>One of those that a rank is taken of.</summary>
/// <param name="Name">Null where the note gives numbers alone.</param>
internal sealed record Ranked(decimal Number, string? Name);

/// <summary>A note that says who has the most or the fewest: "Most of 18 Ivan, 19 Carl, 35 Dora: 35, Dora." Pure.</summary>
/// <param name="Kind">The word for it: most, fewest, longest, shortest, first, last.</param>
/// <param name="Things">What is counted, or what is done first; empty where the note does not say.</param>
internal sealed partial record Rank(string Kind, string Things, IReadOnlyList<Ranked> Entries, decimal Number, string Winner)
{
    private const string Entry = "(?:" + NumberReader.Digits + @")(?:\s\p{L}[\p{L}\p{Nd}'’ -]*)?";

    /// <summary>Null for any other note.</summary>
    public static Rank? Of(string note)
    {
        if (Shape().Match(note) is not { Success: true } shape || NumberReader.Parse(shape.Groups["number"].Value) is not { } number)
            return null;
        List<Ranked> entries = [];
        foreach (var match in shape.Groups["entry"].Captures.Select(capture => Single().Match(capture.Value)))
        {
            if (NumberReader.Parse(match.Groups["number"].Value) is not { } value)
                return null;
            entries.Add(new Ranked(value, match.Groups["name"] is { Length: > 0 } name ? name.Value : null));
        }
        return new Rank(shape.Groups["kind"].Value.ToLowerInvariant(), shape.Groups["things"].Value, entries, number, shape.Groups["winner"].Value);
    }

    /// <summary>What it says without what it was taken of.</summary>
    public string Essence => FormattableString.Invariant($"{Kind} {Things}: {Number}, {Winner}.");

    /// <summary>Whether each number says whose it is.</summary>
    public bool IsNamed => Entries.All(entry => entry.Name is not null);

    /// <summary>Whether the notes that state the values it is taken of have this verb.</summary>
    public bool IsTakenOf(string verb) => (Kind, Things) switch
    {
        ("first" or "last", "to end") => verb is "ends",
        ("first" or "last", _) => verb is "starts",
        ("longest" or "shortest", _) => verb is "takes" or "needs",
        _ => verb is not ("ends" or "starts" or "takes" or "needs"),
    };

    /// <summary>What is wrong with it by itself, in a sentence; null when nothing is.</summary>
    public string? Fault()
    {
        var right = Kind is "most" or "longest" or "last" ? Entries.Max(entry => entry.Number) : Entries.Min(entry => entry.Number);
        if (right != Number)
            return FormattableString.Invariant($"Of its numbers {right:0.####} is the {(Kind is "most" or "longest" or "last" ? "largest" : "smallest")}, not {Number:0.####}.");
        var winner = Statement.Content(Winner);
        return IsNamed && !Entries.Any(entry => entry.Number == Number && Statement.Content(entry.Name!).All(winner.Contains))
            ? FormattableString.Invariant($"It gives {Number:0.####} to another than {Winner}.")
            : null;
    }

    [GeneratedRegex(
        @"^(?<kind>(?i:most|fewest|longest|shortest|first|last))(?:\s(?<things>\p{Ll}+(?:\s\p{Ll}+)?))?\sof\s(?<entry>" + Entry + @")(?:,\s(?<entry>" + Entry + "))*"
        + @":\s(?<number>" + NumberReader.Digits + @"),\s(?<winner>\p{L}[^.]*?)\.?\s*$")]
    private static partial Regex Shape();

    [GeneratedRegex("^(?<number>" + NumberReader.Digits + @")(?:\s(?<name>.+?))?\s*$")]
    private static partial Regex Single();
}

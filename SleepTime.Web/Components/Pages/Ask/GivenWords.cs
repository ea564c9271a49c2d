using SleepTime.Engine.Answering.Sections;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What a run was given of a text that is read in sections, in words.</summary>
public static class GivenWords
{
    public const string Unmatched = "No word of the question is in the text, so that this answer was given its beginning. Ask with words that the text uses.";

    /// <param name="all">How many sections the text has.</param>
    public static string Summary(int all, IReadOnlyList<GivenItem> items)
    {
        var sections = items.Count(item => item.Kind == GivenKind.Section);
        var notes = items.Sum(item => item.Notes);
        return $"Given {NumberWords.Count(sections)} of {NumberWords.Of(all, "section")}{(notes > 0 ? $" and {NumberWords.Of(notes, "note")}" : "")}.";
    }

    /// <summary>What an item is, before the name of what it is about.</summary>
    public static string Kind(GivenItem item) => item.Kind == GivenKind.Section ? "Text of" : $"{NumberWords.Of(item.Notes, "note")} of";

    /// <summary>What it is about.</summary>
    public static string Name(GivenItem item) => item.Order > 0 ? item.Label : "the whole text";

    public static string Size(GivenItem item) => NumberWords.Of(item.Tokens, "token");
}

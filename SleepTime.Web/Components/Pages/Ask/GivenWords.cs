using SleepTime.Engine.Answering.Sections;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What a run was given of a text that is read in sections, in words.</summary>
public static class GivenWords
{
    public const string Unmatched = "No word of the question is in the text, so that this answer was given its beginning. Ask with words that the text uses.";

    public static string Summary(RunGiven given)
    {
        var sections = given.Items.Count(item => item.Kind == GivenKind.Section);
        var notes = given.Items.Sum(item => item.Notes);
        return $"Given {NumberWords.Count(sections)} of {NumberWords.Of(given.Sections, "section")}{(notes > 0 ? $" and {NumberWords.Of(notes, "note")}" : "")}.";
    }

    /// <summary>What an item is, before the name of what it is about.</summary>
    public static string Kind(GivenItem item) => item.Kind == GivenKind.Section ? "Text of" : $"{NumberWords.Of(item.Notes, "note")} of";

    public static string Size(GivenItem item) => NumberWords.Of(item.Tokens, "token");
}

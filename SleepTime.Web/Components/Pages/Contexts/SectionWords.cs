using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What is said of a text that the model reads in sections.</summary>
public static class SectionWords
{
    public const string LessEffort = "Notes “by less effort” took less of it than is chosen now. The next sleep makes them anew: after an edit, or when you choose “Sleep again”.";

    /// <param name="sections">How many there are; 0 while that is not known.</param>
    public static string Explain(int sections) =>
        $"This text is too long to read at once: it is read in {(sections > 0 ? NumberWords.Of(sections, "section") : "sections")}. Sleep makes notes of each, and a question gets the sections and notes that match its words; the answer says which.";

    /// <summary>Where the sentences behind a chosen note stand, before the names of the sections.</summary>
    public static string Marked(NoteSources found) => found switch
    {
        { Sections: [], Missing: 0 } => "No sentence is known that the selected note comes from.",
        { Sections: [] } => "What the selected note comes from is no longer in this text.",
        { Missing: > 0 } => "Of what the selected note comes from, this much is still in the text:",
        _ => "The selected note comes from:",
    };

    /// <summary>What sleep has made of one.</summary>
    public static string Sleep(SectionView section) => section switch
    {
        { Section.IsBlank: true } => "empty",
        { IsSleptOn: false } => "not slept on",
        _ => NumberWords.Of(section.NoteCount, "note") + (section.LessEffort ? " by less effort" : ""),
    };

    /// <summary>Its place where its name does not tell it.</summary>
    public static string Place(SectionView section, int total) => $"{NumberWords.Count(section.Section.Order)} of {NumberWords.Count(total)}";
}

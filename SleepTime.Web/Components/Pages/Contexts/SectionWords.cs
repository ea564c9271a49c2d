using SleepTime.Engine.Sleeping.Sections;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Web.Components.Pages.Contexts;

/// <summary>What is said of a text that the model reads in sections.</summary>
public static class SectionWords
{
    /// <param name="sections">How many there are; 0 while that is not known.</param>
    public static string Explain(int sections) =>
        $"This text is too long to read at once: it is read in {(sections > 0 ? NumberWords.Of(sections, "section") : "sections")}. Sleep makes notes of each, and a question gets the sections and notes that match its words; the answer says which.";

    /// <summary>What sleep has made of one.</summary>
    public static string Sleep(SectionView section) => section switch
    {
        { Section.IsBlank: true } => "empty",
        { IsSleptOn: false } => "not slept on",
        _ => NumberWords.Of(section.NoteCount, "note"),
    };

    /// <summary>Its place where its name does not tell it.</summary>
    public static string Place(SectionView section, int total) => $"{NumberWords.Count(section.Section.Order)} of {NumberWords.Count(total)}";
}

using SleepTime.Web.Components.Pages.Ask;
using SleepTime.Web.Components.Shared;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>What a run was given of a text that is read in sections, in the words and the order of its page.</summary>
internal static class GivenText
{
    public static string Summary(GivenResponse given) =>
        GivenWords.Summary(given.Sections, given.Items) + (given.Matched ? "" : $" {GivenWords.Unmatched}");

    /// <summary>A line each.</summary>
    public static IEnumerable<string> Items(GivenResponse given) => given.Items.Select(item =>
        $"{GivenWords.Kind(item)} {GivenWords.Name(item)}{(item.Order > 0 ? $" (section {NumberWords.Count(item.Order)})" : "")}, {GivenWords.Size(item)}");
}

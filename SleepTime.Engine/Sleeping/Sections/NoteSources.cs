namespace SleepTime.Engine.Sleeping.Sections;

/// <summary>Where the sentences behind a note stand in a text that is read in sections.</summary>
/// <param name="Sections">As few as hold them all, in the order of the text.</param>
/// <param name="Missing">Sentences that stand nowhere in it, as after an edit.</param>
public sealed record NoteSources(IReadOnlyList<SourceSection> Sections, int Missing)
{
    /// <summary>The fewest sections that hold the sentences: of what several say, the one that says more of it, then the first. Pure.</summary>
    /// <param name="standsIn">The sections in which each sentence stands, in order.</param>
    internal static NoteSources Of(IReadOnlyList<(string Sentence, IReadOnlyList<SourceSection> StandsIn)> standsIn)
    {
        var left = standsIn.Where(item => item.StandsIn.Count > 0).ToList();
        List<SourceSection> chosen = [];
        while (left.Count > 0)
        {
            var next = left.SelectMany(item => item.StandsIn).GroupBy(section => section.Order)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().First();
            bool IsIn(IReadOnlyList<SourceSection> sections) => sections.Any(section => section.Order == next.Order);
            chosen.Add(next with { Sentences = [.. standsIn.Where(item => IsIn(item.StandsIn)).Select(item => item.Sentence)] });
            left.RemoveAll(item => IsIn(item.StandsIn));
        }
        return new NoteSources([.. chosen.OrderBy(section => section.Order)], standsIn.Count(item => item.StandsIn.Count == 0));
    }
}

/// <summary>A section in which sentences behind a note stand.</summary>
/// <param name="Order">Place in the text, from 1.</param>
/// <param name="Name">What pages call it.</param>
/// <param name="Sentences">As they stand in it.</param>
public sealed record SourceSection(int Order, string Name, IReadOnlyList<string> Sentences);

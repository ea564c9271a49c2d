using SleepTime.Engine.Answering.Sections;

namespace SleepTime.Web.Endpoints.Contracts;

/// <summary>What a run was given of a text that is read in sections.</summary>
/// <param name="Sections">How many sections the text has.</param>
/// <param name="Matched">False when no word of the question is in the text, so that it was given the beginning.</param>
/// <param name="Items">In the order of the prompt: notes before text.</param>
public sealed record GivenResponse(int Sections, bool Matched, IReadOnlyList<GivenItem> Items)
{
    public static GivenResponse? From(RunGiven? given) => given is null ? null : new(given.Sections, given.Matched, given.Items);
}

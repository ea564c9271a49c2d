using SleepTime.Engine.ModelHosting;

namespace SleepTime.Engine.Contexts.Sections;

/// <summary>
/// How the context length is shared out where a text is longer than the model reads at once. All of it is here. Pure.
/// </summary>
internal static class SectionRoom
{
    // Four sections have room beside each other: enough to find a place by words that is not the very first guess.
    private const int SectionsPerQuestion = 4;

    // Below this nothing is said in a section; a model with less room than that has no place for a text at all.
    private const int LeastSection = 32;

    /// <summary>Whether a text of this many tokens is read in sections.</summary>
    public static bool IsLong(int tokens, HostedModel model) => tokens > model.Prompts.TextLimit(model.ContextLength);

    /// <summary>
    /// Most tokens of a section. It is slept on like a text of its own, so that it leaves room for the notes of all passes;
    /// and several have to fit a question. A profile may say that its model reads less well.
    /// </summary>
    public static int SectionTokens(HostedModel model) => Math.Max(LeastSection, Math.Min(
        Math.Min(model.Prompts.TextLimit(model.ContextLength), model.Prompts.RoomToAsk(model.ContextLength) / SectionsPerQuestion),
        model.Prompts.SectionTokens ?? int.MaxValue));

    /// <summary>Most tokens of the notes of the whole text: as much as one of the sections that they stand beside.</summary>
    public static int MergedTokens(HostedModel model) => model.Prompts.RoomToAsk(model.ContextLength) / SectionsPerQuestion;

    /// <summary>Changes with whatever sections depend on.</summary>
    public static string Split(HostedModel model) => FormattableString.Invariant($"{model.Id}/{SectionTokens(model)}");
}

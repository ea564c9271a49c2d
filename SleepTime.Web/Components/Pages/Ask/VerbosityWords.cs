namespace SleepTime.Web.Components.Pages.Ask;

/// <summary>What each verbosity lets the model say.</summary>
public static class VerbosityWords
{
    public const int Default = 1;

    public static IReadOnlyList<(int Value, string Label)> Options { get; } = [(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4")];

    public static string Explain(int verbosity) => verbosity switch
    {
        0 => "The answer alone.",
        1 => "A short explanation, then the answer.",
        2 => "A somewhat longer explanation, then the answer.",
        3 => "As much explanation as the question needs, then the answer.",
        _ => "Works everything out and checks it before the answer.",
    };
}

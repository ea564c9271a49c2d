namespace SleepTime.Web.Components.Shared;

/// <param name="Keys">One stroke, or several after each other, parted by spaces.</param>
public sealed record Shortcut(string Keys, string Does);

/// <summary>
/// What the keyboard does. An element takes a key by its data-key attribute; js/keyboard.js focuses a field and clicks
/// anything else. None of them acts while somebody types, but for Ctrl + Enter.
/// </summary>
public static class Shortcuts
{
    public const string FocusQuestion = "/";
    public const string SwitchContext = "c";
    public const string Stop = "Escape";
    public const string Earlier = "j";
    public const string Later = "k";
    public const string Help = "?";

    public static IReadOnlyList<Shortcut> All { get; } =
    [
        new("Ctrl + Enter", "Ask the question"),
        new(FocusQuestion, "Go to the question, or to the search field"),
        new(SwitchContext, "Choose another context"),
        new("Esc", "Stop the answers, or close what is open"),
        new(Earlier, "The question asked before"),
        new(Later, "The question asked after"),
        new(Help, "Show these shortcuts"),
    ];

    /// <summary>The keys of a page: g, then its first letter.</summary>
    public static string Page(string label) => $"g {char.ToLowerInvariant(label[0])}";
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SleepTime.Engine.ModelHosting.Prompts;

/// <summary>
/// The prompt texts of one kind of model, from the resource files <c>Profiles/{name}</c>: what is said is written
/// there, the order of it in <see cref="PromptComposer"/>.
/// </summary>
internal sealed class PromptProfile
{
    private PromptProfile(string name)
    {
        Name = name;
        System = Find("system.txt") ?? "";
        Context = Read("context.txt");
        Notes = Read("notes.txt");
        Standard = Read("standard.txt");
        FromNotes = Read("from-notes.txt");
        Turns = Find("turns.txt") is { } turns ? new PromptText(turns) : null;
        Excerpt = Find("excerpt.txt") is { } excerpt ? new PromptText(excerpt) : null;
        Judge = Read("judge.txt");
        Anticipate = Read("anticipate.txt");
        Sleep = [.. ReadNumbered("sleep", from: 1)];
        Verbosity = [.. ReadNumbered("verbosity", from: 0)];
        Budgets = JsonSerializer.Deserialize<PromptBudgets>(Require("budgets.json"), JsonSerializerOptions.Web)!;
    }

    public static IReadOnlyList<string> Names { get; } = ["tiny", "instruct"];

    public string Name { get; }

    /// <summary>Empty when the profile has none.</summary>
    public string System { get; }

    public PromptText Context { get; }

    public PromptText Notes { get; }

    public PromptText Standard { get; }

    public PromptText FromNotes { get; }

    /// <summary>Earlier questions with their answers; null when the model was never shown any.</summary>
    public PromptText? Turns { get; }

    /// <summary>
    /// What stands around a section of a long text; null when the model knows texts only as they are. Not part of the
    /// fingerprint: notes were made without it.
    /// </summary>
    public PromptText? Excerpt { get; }

    public PromptText Judge { get; }

    public PromptText Anticipate { get; }

    /// <summary>The task of each sleep pass, the first pass first.</summary>
    public IReadOnlyList<PromptText> Sleep { get; }

    /// <summary>What each level means in words; empty when the model knows the levels by their numbers.</summary>
    public IReadOnlyList<PromptText> Verbosity { get; }

    public PromptBudgets Budgets { get; }

    public static PromptProfile Load(string name) => new(name);

    /// <summary>Hex digits that change with any text of the profile and with the template.</summary>
    public string Fingerprint(ChatTemplate template)
    {
        IEnumerable<PromptText> texts = [Context, Notes, Standard, FromNotes, .. Turns is null ? Array.Empty<PromptText>() : [Turns], Judge, Anticipate, .. Sleep, .. Verbosity];
        string[] pieces =
        [
            System, .. texts.Select(text => text.Source),
            template.Name, .. template.Wrap(System, "{user}").Select(segment => segment.Text),
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', pieces))))[..8];
    }

    private IEnumerable<PromptText> ReadNumbered(string what, int from)
    {
        for (var number = from; Find($"{what}-{number}.txt") is { } text; number++)
            yield return new PromptText(text);
    }

    private PromptText Read(string file) => new(Require(file));

    private string Require(string file) =>
        Find(file) ?? throw new InvalidOperationException($"The prompt profile {Name} lacks its file {file}. Put it into ModelHosting/Profiles/{Name} and build again.");

    /// <summary>The file's text without the line break that ends it.</summary>
    private string? Find(string file)
    {
        using var stream = typeof(PromptProfile).Assembly.GetManifestResourceStream($"SleepTime.Engine.ModelHosting.Profiles.{Name}.{file}");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        return text.EndsWith('\n') ? text[..^1] : text;
    }
}

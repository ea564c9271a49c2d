using System.Text.RegularExpressions;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>A model on the hub: a quantisation of a repository or one of its files, at a revision.</summary>
public sealed partial record HubReference
{
    public const string Main = "main";

    private const string Forms = "org/repo:Q4_K_M, or org/repo/file.gguf, each with @revision behind it where it is not main";
    private const int LongestShown = 120;

    private HubReference(string repo, string? quantisation, string? file, string revision) =>
        (Repo, Quantisation, File, Revision) = (repo, quantisation, file, revision);

    /// <summary>Such as "org/repo".</summary>
    public string Repo { get; }

    /// <summary>Null where a file is named.</summary>
    public string? Quantisation { get; }

    /// <summary>Path within the repository; null where a quantisation is named.</summary>
    public string? File { get; }

    /// <summary>A branch, a tag or a commit.</summary>
    public string Revision { get; }

    /// <exception cref="DownloadRefusedException">It is written in another way.</exception>
    public static HubReference Parse(string? text)
    {
        text = text?.Trim() ?? "";
        if (text.Length == 0)
            throw new DownloadRefusedException($"Name a model of the hub: {Forms}.");
        if (Form().Match(text) is { Success: true } match && IsPlain(text, match.Groups["repo"].Value))
            return new HubReference(match.Groups["repo"].Value, ValueOf(match, "quantisation"), ValueOf(match, "file"), ValueOf(match, "revision") ?? Main);
        if (RepoAlone().IsMatch(text) && IsPlain(text, text))
            throw new DownloadRefusedException($"{text} is a repository, which holds many files: name a quantisation, as in {text}:Q4_K_M, or a file, as in {text}/file.gguf.");
        throw new DownloadRefusedException($"'{(text.Length > LongestShown ? text[..LongestShown] + "…" : text)}' is no address of a model: write {Forms}.");
    }

    public override string ToString() => $"{Repo}{(File is null ? $":{Quantisation}" : $"/{File}")}{(Revision == Main ? "" : $"@{Revision}")}";

    // Names become folders on this machine: none may lead out of its own, and two dashes are what the cache parts names with.
    private static bool IsPlain(string text, string repo) =>
        !text.Contains("..", StringComparison.Ordinal) && !text.Contains("//", StringComparison.Ordinal) && !repo.Contains("--", StringComparison.Ordinal);

    private static string? ValueOf(Match match, string group) => match.Groups[group] is { Success: true } found ? found.Value : null;

    private const string Repository = "[A-Za-z0-9][A-Za-z0-9_.-]{0,95}/[A-Za-z0-9][A-Za-z0-9_.-]{0,95}";

    [GeneratedRegex($@"^(?<repo>{Repository})(?::(?<quantisation>[A-Za-z0-9][A-Za-z0-9_.-]{{0,39}})|/(?<file>[\w.][\w .,+=()\[\]/-]{{0,250}}\.(?i:gguf)))(?:@(?<revision>[A-Za-z0-9][A-Za-z0-9_./-]{{0,99}}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex($"^{Repository}$")]
    private static partial Regex RepoAlone();
}

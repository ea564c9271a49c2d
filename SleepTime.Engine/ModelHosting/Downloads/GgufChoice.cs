using System.Text.RegularExpressions;
using SleepTime.Engine.ModelHosting.Inspection;

namespace SleepTime.Engine.ModelHosting.Downloads;

/// <summary>Which files of a repository a reference means.</summary>
/// <param name="Files">All parts in their order; empty where there is a problem.</param>
/// <param name="Problem">What is not clear, with what there is.</param>
internal sealed partial record GgufChoice(IReadOnlyList<HubFile> Files, string? Problem)
{
    private const int MostNamed = 20;

    // Beside a model there may be its eyes and what it was quantised with: neither can be loaded as a model.
    private static readonly string[] NoModels = ["mmproj", "imatrix"];

    public static GgufChoice Of(HubReference reference, IReadOnlyList<HubFile> files)
    {
        var models = files.Where(IsModel).GroupBy(file => FirstPartOf(file.Path)).Select(parts => new Model(parts.Key, [.. parts])).OrderBy(model => model.First, StringComparer.Ordinal).ToList();
        if (models.Count == 0)
            return Unclear($"{reference.Repo} has no GGUF files: look for a repository of the same model whose name ends in -GGUF.");
        if (reference.File is { } path)
            return models.FirstOrDefault(model => model.First == FirstPartOf(path)) is { } named ? All(named) : Unclear($"{reference.Repo} has no file {path}; it has {Listed(models.Select(model => model.First))}.");

        var fitting = models.Where(model => model.IsOf(reference.Quantisation!)).ToList();
        return fitting switch
        {
            [] => Unclear($"{reference.Repo} has nothing called {reference.Quantisation}; it has {Listed(models.Select(model => model.Quantisation ?? model.First).Distinct())}."),
            [var only] => All(only),
            _ => Unclear($"{reference.Repo} has several files of {reference.Quantisation}: {Listed(fitting.Select(model => model.First))}. Name one of them, as in {reference.Repo}/{fitting[0].First}."),
        };

        GgufChoice All(Model model)
        {
            var found = model.Parts.ToDictionary(part => part.Path);
            var wanted = PartsOf(model.First);
            return wanted.Where(part => !found.ContainsKey(part)).ToList() is { Count: > 0 } missing
                ? Unclear($"{model.First} is one of {wanted.Count} files, of which {reference.Repo} lacks {Listed(missing)}: choose another quantisation.")
                : new([.. wanted.Select(part => found[part])], null);
        }
    }

    private static GgufChoice Unclear(string problem) => new([], problem);

    private static bool IsModel(HubFile file) =>
        file.Path.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase) && !NoModels.Any(word => Path.GetFileName(file.Path).Contains(word, StringComparison.OrdinalIgnoreCase));

    private static string FirstPartOf(string path) => PartsOf(path)[0];

    private static IReadOnlyList<string> PartsOf(string path) =>
        SplitFiles.Of(path) is { Count: > 0 } parts ? [.. parts.Select(part => part.Replace('\\', '/'))] : [path];

    private static string Listed(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(MostNamed)) + (all.Count > MostNamed ? $" and {all.Count - MostNamed} more" : "");
    }

    private sealed record Model(string First, IReadOnlyList<HubFile> Parts)
    {
        // Without the ending and without "-00001-of-00003".
        private string Stem { get; } = SplitEnd().Replace(First[..^".gguf".Length], "");

        public string? Quantisation => KnownName().Match(Stem) is { Success: true } match ? match.Value : null;

        /// <summary>At the end of its name, or the folder it lies in, as with models in several files.</summary>
        public bool IsOf(string quantisation)
        {
            if (Stem.Split('/').SkipLast(1).Contains(quantisation, StringComparer.OrdinalIgnoreCase))
                return true;
            return Stem.EndsWith(quantisation, StringComparison.OrdinalIgnoreCase) && (Stem.Length == quantisation.Length || Stem[^(quantisation.Length + 1)] is '-' or '.' or '_' or '/');
        }
    }

    [GeneratedRegex(@"-\d{5}-of-\d{5}$")]
    private static partial Regex SplitEnd();

    [GeneratedRegex(@"(?<=^|[-._/])(?:UD-)?(?:I?Q\d_[A-Za-z0-9_]+|TQ\d_\d|MXFP4[A-Za-z0-9_]*|BF16|F16|F32)$", RegexOptions.IgnoreCase)]
    private static partial Regex KnownName();
}

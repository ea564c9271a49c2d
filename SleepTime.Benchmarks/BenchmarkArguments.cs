namespace SleepTime.Benchmarks;

/// <summary>Arguments of the form <c>--name value</c>.</summary>
internal sealed class BenchmarkArguments(string[] args)
{
    /// <summary>What was asked for beside a file to write to.</summary>
    public string Settings
    {
        get
        {
            var at = Array.IndexOf(args, "--out");
            return string.Join(' ', args.Where((_, i) => at < 0 || (i != at && i != at + 1)));
        }
    }

    public string? Text(string name)
    {
        var at = Array.IndexOf(args, "--" + name);
        if (at < 0)
            return null;
        return at + 1 < args.Length ? args[at + 1] : throw new ArgumentException($"--{name} needs a value.");
    }

    public int Number(string name, int otherwise) => Number(name, otherwise, least: 1);

    public int NumberOrZero(string name, int otherwise) => Number(name, otherwise, least: 0);

    private int Number(string name, int otherwise, int least) =>
        Text(name) is not { } text ? otherwise
        : int.TryParse(text, out var number) && number >= least ? number
        : throw new ArgumentException($"--{name} needs a number from {least} on, not \"{text}\".");
}

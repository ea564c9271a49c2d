namespace SleepTime.Benchmarks;

/// <summary>Arguments of the form <c>--name value</c>.</summary>
internal sealed class BenchmarkArguments(string[] args)
{
    public string? Text(string name)
    {
        var at = Array.IndexOf(args, "--" + name);
        if (at < 0)
            return null;
        return at + 1 < args.Length ? args[at + 1] : throw new ArgumentException($"--{name} needs a value.");
    }

    public int Number(string name, int otherwise) =>
        Text(name) is not { } text ? otherwise
        : int.TryParse(text, out var number) && number > 0 ? number
        : throw new ArgumentException($"--{name} needs a number above 0, not \"{text}\".");
}

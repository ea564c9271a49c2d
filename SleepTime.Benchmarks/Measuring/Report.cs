using System.Text;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.Measuring;

/// <summary>The Markdown of a scenario: where it was measured, tables, goals, and how to repeat it.</summary>
internal sealed class Report
{
    private const string LoadFile = "/proc/loadavg";

    private readonly string _scenario;
    private readonly StringBuilder _text = new();

    /// <param name="scenario">Name on the command line.</param>
    public Report(string scenario, string title, params string[] about)
        : this(scenario, title, about, Load())
    {
    }

    private Report(string scenario, string title, string[] about, string? load)
    {
        _scenario = scenario;
        _text.AppendLine($"# {title}").AppendLine();
        foreach (var line in about)
            _text.AppendLine(line);
        _text.AppendLine($"Machine: {MachineDescription.Line()}.");
        if (load is not null)
            _text.AppendLine(load);
    }

    /// <summary>Of figures that were measured before, on this machine.</summary>
    public static Report OfEarlierRuns(string scenario, string title, params string[] about) => new(scenario, title, about, load: null);

    public void Versions(RuntimeDescription? runtime, params string[] others) =>
        _text.AppendLine($"{string.Join("; ", [$"{runtime?.Name} {runtime?.Version}", .. others])}.");

    public void Table(string? heading, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        _text.AppendLine();
        if (heading is not null)
            _text.AppendLine($"## {heading}").AppendLine();
        _text.AppendLine(Row(columns)).AppendLine(Row(columns.Select(_ => "---")));
        foreach (var row in rows)
            _text.AppendLine(Row(row));
    }

    public void Goals(IEnumerable<Goal> goals) =>
        Table("Goals", ["", "Goal", "Measured", ""], goals.Select(goal => (string[])[goal.What, goal.Wanted, goal.Measured, goal.IsReached ? "reached" : "missed"]));

    public void Line(string line) => _text.AppendLine().AppendLine(line);

    /// <summary>Prints it, and writes it to the file of <c>--out</c>.</summary>
    public async Task PublishAsync(BenchmarkArguments arguments)
    {
        var scenario = $"{_scenario} {arguments.Settings}".TrimEnd();
        Line($"To repeat: `dotnet run -c Release --project SleepTime.Benchmarks -- {scenario} --out docs/benchmarks/{_scenario}.md`.");
        if (arguments.Text("out") is { } file)
            await File.WriteAllTextAsync(file, _text.ToString());
        Console.Write(_text);
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    /// <summary>Whoever reads the figures should see whether the machine had other work.</summary>
    private static string Load() => File.Exists(LoadFile)
        ? $"Load average when it began: {File.ReadAllText(LoadFile).Split(' ')[0]}."
        : "Load average when it began: unknown.";
}

using System.Text;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>The Markdown of an accuracy run.</summary>
internal static class AccuracyReport
{
    public static string Write(
        string data, int questionsEach, HostedModel model, RuntimeDescription? runtime, IReadOnlyList<WorldOutcome> worlds, Reference reference)
    {
        var outcomes = worlds.SelectMany(world => world.Outcomes).ToList();
        var text = new StringBuilder()
            .AppendLine("# Accuracy and test-time tokens of both modes")
            .AppendLine()
            .AppendLine($"{worlds.Count} contexts of {data} with {questionsEach} questions each, greedy, notes written by the model itself in {model.Prompts.SleepPasses} passes.")
            .AppendLine($"Model {model.Id} ({model.Description.ParameterCount / 1e6:0.0} M parameters), prompts {model.Prompts.Version}, {runtime?.Name} {runtime?.Version}.")
            .AppendLine($"Machine: {MachineDescription.Line()}.")
            .AppendLine()
            .AppendLine($"The last column: {reference.Source}.")
            .AppendLine()
            .AppendLine("| Mode | Verbosity | Right | 95 % interval | Mean completion tokens | Reference: right, tokens |")
            .AppendLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var figures in Arm.All.Select(arm => ArmFigures.Of(arm, outcomes)))
            text.AppendLine(Row(figures, reference.Of(figures.Arm)));

        return text
            .AppendLine()
            .AppendLine($"Sleep: {worlds.Average(world => world.SleepTokens):0.0} completion tokens per context.")
            .AppendLine()
            .AppendLine("By kind of question, share right (number of questions):")
            .AppendLine()
            .Append(ByKind(outcomes))
            .AppendLine()
            .AppendLine("To repeat: `dotnet run -c Release --project SleepTime.Benchmarks -- accuracy --out docs/benchmarks/accuracy.md`.")
            .ToString();
    }

    private static string Row(ArmFigures figures, ReferenceRow? reference)
    {
        var (low, high) = figures.Interval;
        var published = reference is null ? "—" : $"{reference.Right:0.0} %, {reference.Tokens:0.0}";
        return $"| {figures.Arm.Mode} | {figures.Arm.Verbosity} | {figures.Share * 100:0.0} % | {low * 100:0.0}–{high * 100:0.0} % | {figures.MeanCompletionTokens:0.0} | {published} |";
    }

    private static string ByKind(IReadOnlyList<Outcome> outcomes)
    {
        var arms = Arm.All.Where(arm => arm.Verbosity is 0 or 2).ToList();
        var text = new StringBuilder()
            .AppendLine($"| Kind | {string.Join(" | ", arms.Select(arm => $"{arm.Mode} {arm.Verbosity}"))} |")
            .AppendLine($"| --- |{string.Concat(arms.Select(_ => " --- |"))}");
        foreach (var kind in outcomes.GroupBy(outcome => outcome.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var cells = arms.Select(arm => kind.Where(outcome => outcome.Arm == arm).ToList())
                .Select(own => $"{100.0 * own.Count(outcome => outcome.Right) / own.Count:0} % ({own.Count})");
            text.AppendLine($"| {kind.Key} | {string.Join(" | ", cells)} |");
        }
        return text.ToString();
    }
}

using System.Globalization;
using System.Text;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.Accuracy;

/// <summary>The Markdown of an accuracy run.</summary>
internal static class AccuracyReport
{
    private static readonly (string What, string Goal, Func<SetFigures, Share> Of)[] Goals =
    [
        ("Notes of pass 1 word for word right", "95 %", set => set.Pass(1)),
        ("Notes of pass 2, given the right ones before", "95 %", set => set.Pass(2)),
        ("Notes of pass 3, given the right ones before", "95 %", set => set.Pass(3)),
        ("All notes right, each pass after its own", "", set => set.AllPasses),
        ("SleepTime, verbosity 0, answer in the notes", "97 %", set => set.Of(new Arm(AnswerMode.SleepTime, 0), question => question.Predictable ?? question.Kind is not ("unknown" or "what-if" or "what-if-total"))),
        ("SleepTime, verbosity 0, all questions", "", set => set.Of(new Arm(AnswerMode.SleepTime, 0))),
        ("Standard, verbosity 2", "95 %", set => set.Of(new Arm(AnswerMode.Standard, 2))),
        ("Standard, verbosity 0", "", set => set.Of(new Arm(AnswerMode.Standard, 0))),
        ("\"unknown\", Standard, verbosity 2", "95 %", set => set.Unknown(AnswerMode.Standard, 2)),
        ("\"unknown\", SleepTime, verbosity 0", "95 %", set => set.Unknown(AnswerMode.SleepTime, 0)),
        ("Notes judged right", "95 %", set => set.AllJudged),
        ("… of the true ones", "", set => set.Judged(true)),
        ("… of the falsified ones", "95 %", set => set.Judged(false)),
        ("Anticipated questions, with the right answer", "", set => set.Anticipated),
    ];

    public static string Write(HostedModel model, RuntimeDescription? runtime, IReadOnlyList<SetFigures> sets)
    {
        var text = new StringBuilder()
            .AppendLine("# Accuracy and test-time tokens of both modes")
            .AppendLine()
            .AppendLine("Through the product's own engine and prompts, greedy, on contexts that no training row had; notes written by the model itself.")
            .AppendLine(CultureInfo.InvariantCulture, $"Model {model.Id} ({model.Description!.ParameterCount / 1e6:0.0} M parameters), prompts {model.Prompts.Version}, {runtime?.Name} {runtime?.Version}.")
            .AppendLine($"Machine: {MachineDescription.Line()}.")
            .AppendLine()
            .AppendLine("`worlds` and `full`: one paragraph about three or four known parties. `wide`: memos, reports, lists, tables, stories;")
            .AppendLine("transfers over days, two quantities, budgets, dates. `unseen-names`: the same with names that no training row had.")
            .AppendLine("`unseen-order`: each fact before the one it rests on, which training never shows.")
            .AppendLine()
            .Append(Table(["", "Goal", .. sets.Select(set => set.Name)], Goals.Select(row => (string[])[row.What, row.Goal, .. sets.Select(set => row.Of(set).ToString())])))
            .Append(Row(["Contexts, questions", "", .. sets.Select(set => $"{set.Worlds.Count}, {set.Questions}")]))
            .Append(Row(["Sleep, completion tokens a context", "", .. sets.Select(set => Number(set.SleepTokens))]));
        foreach (var set in sets)
            Write(text, set);
        return text
            .AppendLine()
            .AppendLine("To repeat: `dotnet run -c Release --project SleepTime.Benchmarks -- accuracy --out docs/benchmarks/accuracy.md`.")
            .ToString();
    }

    private static void Write(StringBuilder text, SetFigures set)
    {
        text.AppendLine().AppendLine($"## {set.Name}").AppendLine()
            .Append(Table(["Mode", "Verbosity", "Right", "95 % interval", "Mean completion tokens"], Arm.All.Select(arm => Figures(set, arm))))
            .AppendLine().AppendLine("Share right by kind of question (number of questions):").AppendLine();
        Arm[] arms = [new(AnswerMode.Standard, 0), new(AnswerMode.Standard, 2), new(AnswerMode.SleepTime, 0), new(AnswerMode.SleepTime, 2)];
        text.Append(Table(
            ["Kind", .. arms.Select(arm => $"{arm.Mode} {arm.Verbosity}")],
            set.Kinds.Select(kind => (string[])[kind, .. arms.Select(arm => set.Of(arm, question => question.Kind == kind)).Select(share => $"{share} ({share.Count})")])));
    }

    private static string[] Figures(SetFigures set, Arm arm)
    {
        var share = set.Of(arm);
        return [arm.Mode.ToString(), Number(arm.Verbosity, "0"), share.ToString(), share.Interval is { } interval ? $"{Number(interval.Low * 100)}–{Number(interval.High * 100)} %" : "—", Number(set.Tokens(arm))];
    }

    private static string Table(string[] head, IEnumerable<string[]> rows) =>
        string.Concat([Row(head), Row([.. head.Select(_ => "---")]), .. rows.Select(Row)]);

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string Number(double value, string format = "0.0") => value.ToString(format, CultureInfo.InvariantCulture);
}

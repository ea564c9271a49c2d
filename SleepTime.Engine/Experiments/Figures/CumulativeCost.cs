using SleepTime.Engine.Answering;

namespace SleepTime.Engine.Experiments.Figures;

/// <param name="Question">How many have been asked, from 0: what sleep cost before the first.</param>
/// <param name="Costs">So far, by arm in the order of <see cref="CumulativeCost.Arms"/>.</param>
public sealed record CostPoint(int Question, IReadOnlyList<double> Costs);

/// <summary>
/// What the questions of an experiment cost one after the other, with all sleep before the first. Only questions that every
/// arm has answered count, each once. Pure.
/// </summary>
/// <param name="Arms">Those whose costs are known.</param>
/// <param name="Questions">That are counted.</param>
/// <param name="Points">200 at most, the first and the last among them.</param>
public sealed record CumulativeCost(IReadOnlyList<Arm> Arms, int Questions, IReadOnlyList<CostPoint> Points)
{
    private const int MostPoints = 200;

    public static CumulativeCost Of(ExperimentFigures figures, IReadOnlyList<ExperimentCell> cells)
    {
        var arms = figures.Arms.Where(arm => arm.Cost is not null).ToList();
        var answers = cells.Where(cell => cell.Repeat == 0 && !cell.Failed).DistinctBy(cell => (cell.Question, cell.Arm)).ToDictionary(cell => (cell.Question, cell.Arm));
        var questions = cells.Select(cell => cell.Question).Distinct().Where(question => arms.All(arm => answers.ContainsKey((question, arm.Arm)))).ToList();
        if (arms.Count == 0 || questions.Count == 0)
            return new CumulativeCost([], 0, []);
        // All that was slept on their contexts, however few of the questions on one are counted.
        var contexts = questions.Select(question => answers[(question, arms[0].Arm)].Context).Distinct().Count();
        double[] costs = [.. arms.Select(arm => (arm.SleepTokens ?? 0) * contexts)];
        var step = (questions.Count + MostPoints - 3) / (MostPoints - 2); // rounded up
        List<CostPoint> points = [new(0, [.. costs])];
        for (var i = 0; i < questions.Count; i++)
        {
            for (var at = 0; at < arms.Count; at++)
                costs[at] += CostOf(arms[at].Arm, questions[i]);
            if ((i + 1) % step == 0 || i == questions.Count - 1)
                points.Add(new(i + 1, [.. costs]));
        }
        return new CumulativeCost([.. arms.Select(arm => arm.Arm)], questions.Count, points);

        double CostOf(Arm arm, string question)
        {
            var answer = answers[(question, arm)];
            // The price of notes in the prompt is what they make it longer than Standard's of the same question.
            var extra = arm.Mode == AnswerMode.Standard ? 0 : answer.Read - answers[(question, Arm.Standard(arm.Verbosity))].Read;
            return (figures.TestTokenPrice * answer.CompletionTokens) + (figures.InputTokenPrice * extra);
        }
    }
}

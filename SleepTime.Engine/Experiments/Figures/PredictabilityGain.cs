using SleepTime.Engine.Answering;

namespace SleepTime.Engine.Experiments.Figures;

/// <summary>What sleep brings to one fifth of the questions, by how likely the model finds them given their context.</summary>
/// <param name="Fifth">From 1, the least predictable.</param>
/// <param name="Pairs">Of whole questions, with all their repeats: one in two fifths would tell chance for predictability.</param>
/// <param name="Lowest">Score of its least predictable question, a mean log-probability per token.</param>
/// <param name="Gain">Share right from notes − share right without, −1 to 1, over its pairs.</param>
/// <param name="Interval">Of the gain, at 95 %; see <see cref="ContextBootstrap"/>.</param>
/// <param name="TokensSaved">Completion tokens, without notes − from notes.</param>
public sealed record GainFifth(int Fifth, int Pairs, double Lowest, double Highest, double Standard, double SleepTime, double Gain, (double Low, double High)? Interval, double TokensSaved);

/// <summary>Gain by predictability (Lin et al. 2025, 5.4), from pairs of answers at the lowest verbosity. Pure.</summary>
/// <param name="Arm">Whose answers are held against Standard's; null where nothing can be.</param>
/// <param name="Unknown">Pairs without a score.</param>
public sealed record PredictabilityGain(Arm? Arm, IReadOnlyList<GainFifth> Fifths, int Unknown)
{
    private const int Count = 5;

    /// <summary>Fifths are empty with fewer than five questions that have a score.</summary>
    public static PredictabilityGain Of(IReadOnlyList<Arm> arms, IReadOnlyList<ExperimentCell> cells)
    {
        var answered = cells.Where(cell => !cell.Failed).ToList();
        var arm = arms.Where(arm => arm.Mode == AnswerMode.SleepTime && arms.Contains(Experiments.Arm.Standard(arm.Verbosity))).OrderBy(arm => arm.Verbosity).Cast<Arm?>().FirstOrDefault();
        if (arm is null)
            return new PredictabilityGain(null, [], 0);
        var pairs = answered.Where(cell => cell.Arm == arm)
            .Join(answered.Where(cell => cell.Arm == Experiments.Arm.Standard(arm.Value.Verbosity)), cell => (cell.Question, cell.Repeat), cell => (cell.Question, cell.Repeat), (sleepTime, standard) => (SleepTime: sleepTime, Standard: standard))
            .ToList();
        var scored = pairs.Where(pair => pair.SleepTime.LogProbability is not null).OrderBy(pair => pair.SleepTime.LogProbability).ThenBy(pair => pair.SleepTime.Question, StringComparer.Ordinal).ToList();
        var questions = scored.GroupBy(pair => pair.SleepTime.Question).ToList();
        if (questions.Count < Count)
            return new PredictabilityGain(arm, [], pairs.Count - scored.Count);
        var fifths = Enumerable.Range(0, Count).Select(fifth =>
        {
            var some = questions[(fifth * questions.Count / Count)..((fifth + 1) * questions.Count / Count)].SelectMany(question => question).ToList();
            List<(string Context, double Value)> gains = [.. some.Select(pair => (pair.SleepTime.Context, Right(pair.SleepTime) - Right(pair.Standard)))];
            return new GainFifth(
                fifth + 1, some.Count, some[0].SleepTime.LogProbability!.Value, some[^1].SleepTime.LogProbability!.Value,
                some.Average(pair => Right(pair.Standard)), some.Average(pair => Right(pair.SleepTime)), gains.Average(gain => gain.Value), ContextBootstrap.OfMean(gains),
                some.Average(pair => (double)pair.Standard.CompletionTokens - pair.SleepTime.CompletionTokens));
        });
        return new PredictabilityGain(arm, [.. fifths], pairs.Count - scored.Count);
    }

    private static double Right(ExperimentCell cell) => cell.IsRight ? 1 : 0;
}

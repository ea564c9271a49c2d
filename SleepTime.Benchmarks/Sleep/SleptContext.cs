using SleepTime.Engine.Answering;

namespace SleepTime.Benchmarks.Sleep;

/// <summary>One question answered in one arm.</summary>
/// <param name="Read">Prompt tokens that had to be read, cached ones left out.</param>
internal sealed record ArmAnswer(SleepArm Arm, bool Right, int Completion, int Read);

/// <summary>What came of one context.</summary>
/// <param name="Covered">For each number of passes from 1, how many questions have their answer in the notes that count.</param>
/// <param name="Foreseen">Questions to break even as the gate's stored decision had it before sleep; null where it knew too little, or said never.</param>
/// <param name="Measured">As the product measured it from this context's own comparisons; null for never.</param>
/// <param name="SleepTokens">Completion tokens of all passes, judgements and expected questions.</param>
internal sealed record SleptContext(
    int TextTokens, int SleepTokens, int Notes, int Verified, int Struck, int Expected, IReadOnlyList<int> Covered, int Questions, IReadOnlyList<ArmAnswer> Answers, double? Foreseen, double? Measured)
{
    public double Mean(SleepArm arm, Func<ArmAnswer, double> of) => Answers.Where(answer => answer.Arm == arm).Average(of);

    public static bool IsRight(string answer, string wanted) => string.Equals(AnswerParser.FinalAnswer(answer), wanted, StringComparison.OrdinalIgnoreCase);
}

using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Generation;

/// <summary>What has to hold of background tokens beside questions, batch by batch and over all of them.</summary>
internal sealed class BackgroundShareRule
{
    private int _questionTokens;
    private int _backgroundTokens;
    private int _decodeSteps;

    public void See(TokenBatch batch, IReadOnlyList<ActiveGeneration> active, bool questionsWait)
    {
        List<ActiveGeneration> questions = [.. active.Where(generation => generation.Class == GenerationClass.Question)];
        if (questions.Count == 0 && !questionsWait)
            return;
        HashSet<int> ofQuestions = [.. questions.Select(question => question.Sequence)];
        List<int> rows = [.. batch.Sequences.ToArray()];
        var ofBackground = rows.FindAll(sequence => !ofQuestions.Contains(sequence));
        Assert.True(rows.TakeLast(ofBackground.Count).SequenceEqual(ofBackground), "A background token stands before one of a question.");
        _questionTokens += rows.Count - ofBackground.Count;
        _backgroundTokens += ofBackground.Count;

        if (questions.Count > 0 && !questionsWait && questions.TrueForAll(question => question.IsDecoding))
            _decodeSteps++;
        else
            Assert.True(ofBackground.Distinct().Count() <= 1, "Something rides along while a question reads or waits.");
    }

    /// <param name="shares">The engine's.</param>
    /// <param name="rowCost">What a row takes, in steps with one row; at most 0.5, which the engine takes it for at first.</param>
    public void Verify(BackgroundShares shares, double rowCost)
    {
        var byAgeing = _questionTokens * shares.AgeingPercent / 100.0;
        var slower = (_backgroundTokens - byAgeing) * rowCost;
        Assert.True(
            slower <= (_decodeSteps * shares.RiderPercent / 100.0) + 1e-6,
            $"{_backgroundTokens} background tokens of {rowCost} steps each beside {_questionTokens} of questions in {_decodeSteps} decode steps.");
    }
}

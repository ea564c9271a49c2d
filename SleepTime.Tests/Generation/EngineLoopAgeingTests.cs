using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class EngineLoopAgeingTests : EngineLoopTests
{
    private readonly List<(int Question, int Background)> _steps = [];

    [Fact]
    public async Task Step_QuestionsNeverEnd_SleepEndsAllTheSame()
    {
        var sleep = Submit(new string('s', 100), GenerationClass.Sleep, maxTokens: 20);

        KeepAskingUntil(() => sleep.Completion.IsCompleted);

        Assert.Equal(20, (await ResultOf(sleep)).Usage.CompletionTokens);
    }

    [Fact]
    public void Step_QuestionsNeverEnd_TheirCostIsTheStatedShareAndOneChunkAStep()
    {
        BackgroundPercent = 10;
        var sleep = Submit(new string('s', 200), GenerationClass.Sleep, maxTokens: 40);

        KeepAskingUntil(() => sleep.Completion.IsCompleted);

        var questions = _steps.Sum(step => step.Question);
        var background = _steps.Sum(step => step.Background);
        Assert.True(background <= questions * 0.10 + BackgroundAllowance.Most, $"{background} background tokens beside {questions} of questions.");
        Assert.All(_steps, step => Assert.True(step.Background <= BackgroundAllowance.Most, $"{step.Background} in one step."));
    }

    [Theory]
    [InlineData(5, 200, 10_000)]
    [InlineData(20, 200, 10_000)]
    [InlineData(20, 3500, 1)]
    public void Step_QuestionsNeverEnd_BackgroundGetsItsPromisedShareAndNotMore(int percent, int promptTokens, int maxTokens)
    {
        BackgroundPercent = percent;
        Cells = 16_384;
        Submit(new string('s', promptTokens), GenerationClass.Sleep, maxTokens);
        Step(1);

        KeepAskingUntil(() => _steps.Sum(step => step.Question) > 8_000);

        var promised = _steps.Sum(step => step.Question) * percent / 100;
        Assert.InRange(_steps.Sum(step => step.Background), promised - BackgroundAllowance.Most - 1, promised);
    }

    [Fact]
    public async Task Step_ShareIsZero_BackgroundWaitsForAsLongAsThereAreQuestions()
    {
        BackgroundPercent = 0;
        var sleep = Submit("sleep", GenerationClass.Sleep);
        Step(1);
        var question = Submit("question", maxTokens: 2000);
        Step(1500);

        Assert.False(sleep.Completion.IsCompleted);
        StepUntilDone();
        Assert.Equal("xxxx", (await ResultOf(sleep)).Text);
        Assert.Equal(2000, (await ResultOf(question)).Usage.CompletionTokens);
    }

    [Fact]
    public async Task Step_TwoBackgroundGenerationsAged_BothGetOn()
    {
        var writes = Submit("w", GenerationClass.Experiment, maxTokens: 20);
        var reads = Submit(new string('s', 90), GenerationClass.Sleep, maxTokens: 20);
        Step(1);

        KeepAskingUntil(() => writes.Completion.IsCompleted && reads.Completion.IsCompleted);

        Assert.Equal(20, (await ResultOf(writes)).Usage.CompletionTokens);
        Assert.Equal(20, (await ResultOf(reads)).Usage.CompletionTokens);
    }

    [Fact]
    public async Task Step_QuestionsThatReadFillEveryStep_SleepEndsAllTheSame()
    {
        Cells = 65_536;
        var sleep = Submit(new string('s', 100), GenerationClass.Sleep, maxTokens: 20);
        Step(1);
        List<GenerationTicket> questions = [];
        for (var steps = 0; !sleep.Completion.IsCompleted; steps++)
        {
            questions.RemoveAll(question => question.Completion.IsCompleted);
            // Each of another text, so that nothing of it is there, and so long that two of them want every step as a whole.
            while (questions.Count < 3)
                questions.Add(Submit($"{steps % 10}{steps} {new string((char)('a' + (steps % 26)), 2_000)}", maxTokens: 2, owner: $"{steps % 7}"));
            Step(1);
            Assert.True(steps < 20_000, "Background work starves.");
        }

        Assert.Equal(20, (await ResultOf(sleep)).Usage.CompletionTokens);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Step_QuestionsHoldAllSequencesAndMoreWait_SleepEndsAndIsHardlyEverParked(bool sleepCameFirst)
    {
        Sequences = 2;
        var sleep = sleepCameFirst ? Submit(new string('s', 100), GenerationClass.Sleep, maxTokens: 20) : null;
        if (sleepCameFirst)
            Step(1);
        List<GenerationTicket> questions = [];
        for (var steps = 0; sleep?.Completion.IsCompleted != true; steps++)
        {
            questions.RemoveAll(question => question.Completion.IsCompleted);
            while (questions.Count < Sequences + 3)
                questions.Add(Submit($"{questions.Count} question", maxTokens: 30, owner: $"{steps % 7}"));
            Step(1);
            sleep ??= Submit(new string('s', 100), GenerationClass.Sleep, maxTokens: 20);
            Assert.True(steps < 20_000, "Background work starves.");
        }

        Assert.Equal(20, (await ResultOf(sleep!)).Usage.CompletionTokens);
        Assert.InRange(Counts.Parkings, 0, 1);
    }

    /// <summary>A next question comes before the last one has ended.</summary>
    private void KeepAskingUntil(Func<bool> isDone)
    {
        Model.OnDecode = batch =>
        {
            var questions = batch.Tokens.ToArray().Zip(batch.Sequences.ToArray()).Count(entry => IsQuestion(batch, entry.Second));
            _steps.Add((questions, batch.Count - questions));
        };
        for (var steps = 0; !isDone(); steps++)
        {
            if (steps % 20 == 0)
                Submit($"{steps} question", maxTokens: 30);
            Step(1);
            Assert.True(steps < 50_000, "Background work starves.");
        }
    }

    /// <summary>Questions begin with a digit; a sequence in its first step is not in the context yet.</summary>
    private bool IsQuestion(Engine.Runtimes.TokenBatch batch, int sequence)
    {
        var first = Context.TokensOf(sequence) is [var token, ..] ? token : batch.Tokens[batch.Sequences.IndexOf(sequence)];
        return char.IsAsciiDigit((char)first);
    }
}

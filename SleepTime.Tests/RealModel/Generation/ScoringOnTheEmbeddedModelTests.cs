using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Scoring;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.RealModel.Runtimes;

namespace SleepTime.Tests.RealModel.Generation;

public sealed class ScoringOnTheEmbeddedModelTests(EmbeddedModel embedded) : IClassFixture<EmbeddedModel>
{
    private const double SameBatchShape = 1e-4;

    // Another batch shape rounds the half-precision keys and values in the cache differently.
    private const double AnotherBatchShape = 0.05;

    [Fact]
    public async Task ScoreAsync_SeveralAnswers_AreWhatTheLogitsSay()
    {
        var prefix = Prompts.Tokens(embedded.Vocabulary, Prompts.Standard("How many pears does Dora have?"));
        int[][] answers = [.. new[] { "Dora has 7 + 5 = 12 pears.\nAnswer: 12", "Answer: 13", "Ben", "12" }.Select(text => embedded.Vocabulary.Tokenize(text, parseSpecial: false))];

        var sharing = Start(residentPrefixes: 1);
        var together = await ScoreAsync(sharing, prefix, answers);
        await sharing.StopAsync();

        var forgetting = Start(residentPrefixes: 0);
        List<ScoringResult> alone = [];
        foreach (var answer in answers)
            alone.Add(await ScoreAsync(forgetting, prefix, [answer]));
        await forgetting.StopAsync();

        for (var i = 0; i < answers.Length; i++)
        {
            var expected = Direct(prefix, answers[i]);
            AssertNear(expected, alone[i].Continuations[0], SameBatchShape);
            AssertNear(expected, together.Continuations[i], AnotherBatchShape);
        }
        Assert.True(together.Usage.CachedTokens >= (answers.Length - 1) * (prefix.Length - 1), "The prefix was computed more than once.");
    }

    private GenerationService Start(int residentPrefixes)
    {
        var options = Options.Create(new GenerationOptions { MaxResidentPrefixes = residentPrefixes });
        var service = new GenerationService(options, new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance);
        _ = service.Start(embedded.Model, new InferenceContextOptions(2048, 8, 256), contextLength: 2048);
        return service;
    }

    private static Task<ScoringResult> ScoreAsync(GenerationService service, int[] prefix, int[][] answers) => service.ScoreAsync(
        new ScoringRequest { Prefix = prefix, Continuations = answers, Class = GenerationClass.Experiment }, TestContext.Current.CancellationToken);

    private static void AssertNear(double[] expected, ContinuationScore actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.LogProbabilities.Count);
        // Rounding weighs more the less likely a token is.
        Assert.All(expected.Zip(actual.LogProbabilities), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, Math.Abs(pair.First))));
    }

    /// <summary>One sequence, one batch, the logits of each position read as they are.</summary>
    private double[] Direct(int[] prefix, int[] answer)
    {
        using var context = embedded.CreateContext();
        int[] all = [.. prefix, .. answer];
        var batch = new TokenBatch(context.BatchSize);
        foreach (var token in all)
            batch.Add(token, position: batch.Count, sequence: 0, wantsLogits: true);
        Assert.Equal(DecodeStatus.Done, context.Decode(batch));
        return [.. answer.Select((token, i) => LogProbability(context.GetLogits(prefix.Length - 1 + i), token))];
    }

    private static double LogProbability(ReadOnlySpan<float> logits, int token)
    {
        double[] values = [.. logits.ToArray().Select(logit => (double)logit)];
        var largest = values.Max();
        return values[token] - largest - Math.Log(values.Sum(value => Math.Exp(value - largest)));
    }
}

using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

public sealed class SamplingTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    private static readonly SamplingOptions Hot = new(Temperature: 2, TopK: 0, TopP: 1, MinP: 0, Seed: 7);

    [Fact]
    public void Sample_Greedy_TakesTheLikeliest()
    {
        using var context = model.CreateContext();
        using var sampler = model.Model.CreateSampler(SamplingOptions.Greedy);
        var last = context.Prefill(Prompts.Tokens(model.Vocabulary, Prompts.Standard("How many pears?")));

        var logits = context.GetLogits(last).ToArray();

        Assert.Equal(model.Vocabulary.Count, logits.Length);
        Assert.Equal(Array.IndexOf(logits, logits.Max()), context.Sample(sampler, last));
    }

    [Fact]
    public void Sample_SameSeed_SameTokens() => Assert.Equal(Draw(Hot), Draw(Hot));

    [Fact]
    public void Sample_OtherSeed_OtherTokens() => Assert.NotEqual(Draw(Hot), Draw(Hot with { Seed = 8 }));

    [Fact]
    public void Sample_SeedThatLlamaCppTakesForNone_IsASeed() =>
        Assert.Equal(Draw(Hot with { Seed = uint.MaxValue }), Draw(Hot with { Seed = uint.MaxValue }));

    [Fact]
    public void Sample_NoSeed_NewTokensEachTime() => Assert.NotEqual(Draw(Hot with { Seed = null }), Draw(Hot with { Seed = null }));

    [Fact]
    public void Sample_TopKOfOne_TakesTheLikeliestAtAnyTemperature() =>
        Assert.Equal(Draw(SamplingOptions.Greedy), Draw(Hot with { TopK = 1 }));

    [Theory]
    [InlineData(-0.1f, 0, 1, 0)]
    [InlineData(2.1f, 0, 1, 0)]
    [InlineData(float.NaN, 0, 1, 0)]
    [InlineData(1, -1, 1, 0)]
    [InlineData(1, 0, 0, 0)]
    [InlineData(1, 0, 1.1f, 0)]
    [InlineData(1, 0, float.NaN, 0)]
    [InlineData(1, 0, 1, -0.1f)]
    [InlineData(1, 0, 1, 1.1f)]
    public void CreateSampler_OptionOutOfRange_Throws(float temperature, int topK, float topP, float minP) =>
        Assert.Throws<ArgumentException>(() => model.Model.CreateSampler(new SamplingOptions(temperature, topK, topP, minP)));

    // The beginning of a document: what comes next cannot be known there, while the model is sure of most of what it replies.
    private List<int> Draw(SamplingOptions options)
    {
        using var context = model.CreateContext();
        using var sampler = model.Model.CreateSampler(options);
        var prompt = Prompts.Tokens(model.Vocabulary, "<|im_start|>user\n");
        return context.Generate(model.Model, sampler, context.Prefill(prompt), prompt.Length, limit: 24);
    }
}

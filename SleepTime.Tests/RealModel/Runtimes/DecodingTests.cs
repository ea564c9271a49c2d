using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

public sealed class DecodingTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    [Fact]
    public void Decode_QuestionInTheWireFormat_AnswersAndEnds()
    {
        using var context = model.CreateContext();
        using var sampler = model.Model.CreateSampler(SamplingOptions.Greedy);
        var prompt = Prompts.Tokens(model.Vocabulary, Prompts.Standard("How many apples does Carla have?"));

        var drawn = context.Generate(model.Model, sampler, context.Prefill(prompt), prompt.Length);

        Assert.Equal(model.Vocabulary.Tokenize("<|im_end|>", parseSpecial: true), drawn[^1..]);
        Assert.Contains("Answer:", model.Vocabulary.Text(drawn), StringComparison.Ordinal);
    }
}

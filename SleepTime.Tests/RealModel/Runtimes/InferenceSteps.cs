using System.Text;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

/// <summary>What tests do with a context again and again.</summary>
internal static class InferenceSteps
{
    /// <summary>Decodes tokens from <paramref name="position"/> on, in as many batches as it takes; logits for the last one.</summary>
    /// <returns>Index of the last token in the last batch.</returns>
    public static int Prefill(this IInferenceContext context, ReadOnlySpan<int> tokens, int sequence = 0, int position = 0)
    {
        var batch = new TokenBatch(context.BatchSize);
        for (var i = 0; i < tokens.Length; i++)
        {
            var isLast = i == tokens.Length - 1;
            batch.Add(tokens[i], position + i, sequence, isLast);
            if (batch.Free > 0 && !isLast)
                continue;

            Assert.Equal(DecodeStatus.Done, context.Decode(batch));
            if (isLast)
                return batch.Count - 1;
            batch.Clear();
        }

        throw new ArgumentException("There is nothing to decode.", nameof(tokens));
    }

    /// <summary>Draws tokens after a prefill until the model ends or <paramref name="limit"/> is reached.</summary>
    public static List<int> Generate(
        this IInferenceContext context, ILoadedModel model, ITokenSampler sampler, int batchIndex, int position, int limit = 64, int sequence = 0)
    {
        List<int> drawn = [];
        while (drawn.Count < limit)
        {
            drawn.Add(context.Sample(sampler, batchIndex));
            if (model.Vocabulary.IsEndOfGeneration(drawn[^1]))
                break;
            batchIndex = context.Prefill([drawn[^1]], sequence, position++);
        }

        return drawn;
    }

    public static string Text(this IVocabulary vocabulary, IEnumerable<int> tokens) =>
        Encoding.UTF8.GetString([.. tokens.SelectMany(token => vocabulary.GetBytes(token).ToArray())]);
}

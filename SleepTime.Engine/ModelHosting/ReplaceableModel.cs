using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Engine.ModelHosting;

/// <summary>
/// A loaded model that another may take the place of while somebody still writes a prompt for it: its tokenizer then says
/// that the model is not ready, as the queue does, so that whoever waits for a model waits here too. Thread-safe.
/// </summary>
internal sealed class ReplaceableModel(ILoadedModel model) : ILoadedModel
{
    public ModelDescription Description => model.Description;

    public IVocabulary Vocabulary { get; } = new ReplaceableVocabulary(model.Vocabulary);

    public StateFormat StateFormat => model.StateFormat;

    public IInferenceContext CreateContext(InferenceContextOptions options) => model.CreateContext(options);

    public ITokenSampler CreateSampler(SamplingOptions options) => model.CreateSampler(options);

    public void Dispose() => model.Dispose();

    private sealed class ReplaceableVocabulary(IVocabulary vocabulary) : IVocabulary
    {
        public int Count => vocabulary.Count;

        public bool IsEstimate => vocabulary.IsEstimate;

        public int? BeginOfText => vocabulary.BeginOfText;

        public bool IsEndOfGeneration(int token) => vocabulary.IsEndOfGeneration(token);

        /// <exception cref="ModelNotReadyException">The model is gone.</exception>
        public int[] Tokenize(string text, bool parseSpecial)
        {
            try
            {
                return vocabulary.Tokenize(text, parseSpecial);
            }
            catch (ObjectDisposedException)
            {
                throw new ModelNotReadyException("Another model is being loaded in the place of this one. Try again when it is there.", willBeReady: true);
            }
        }

        public ReadOnlyMemory<byte> GetBytes(int token) => vocabulary.GetBytes(token);
    }
}

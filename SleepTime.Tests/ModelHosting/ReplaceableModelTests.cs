using SleepTime.Engine.Generation;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.ModelHosting;

public sealed class ReplaceableModelTests
{
    [Fact]
    public void Tokenize_TheModelIsGone_SaysThatAnotherComes()
    {
        using var weights = new FakeLoadedModel();
        using var model = new ReplaceableModel(weights);
        var gone = new ReplaceableModel(new Gone(weights));

        Assert.Equal(weights.Vocabulary.Tokenize("ab", parseSpecial: false), model.Vocabulary.Tokenize("ab", parseSpecial: false));
        Assert.True(Assert.Throws<ModelNotReadyException>(() => gone.Vocabulary.Tokenize("ab", parseSpecial: false)).WillBeReady);
    }

    /// <summary>As a model of a runtime behaves once it was disposed.</summary>
    private sealed class Gone(ILoadedModel model) : ILoadedModel, IVocabulary
    {
        public ModelDescription Description => model.Description;

        public IVocabulary Vocabulary => this;

        public StateFormat StateFormat => model.StateFormat;

        public int Count => model.Vocabulary.Count;

        public int? BeginOfText => null;

        public IInferenceContext CreateContext(InferenceContextOptions options) => throw new ObjectDisposedException(nameof(ILoadedModel));

        public ITokenSampler CreateSampler(SamplingOptions options) => throw new ObjectDisposedException(nameof(ILoadedModel));

        public bool IsEndOfGeneration(int token) => false;

        public int[] Tokenize(string text, bool parseSpecial) => throw new ObjectDisposedException(nameof(ILoadedModel));

        public ReadOnlyMemory<byte> GetBytes(int token) => default;

        public void Dispose()
        {
        }
    }
}

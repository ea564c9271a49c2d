using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.Support;

/// <summary>A model that says what a test tells it to, and keeps the rules of the KV cache like a real one.</summary>
public sealed class FakeLoadedModel : ILoadedModel
{
    /// <summary>The token after the tokens of a sequence. By default what <see cref="Reply"/> says, in ChatML.</summary>
    public Func<IReadOnlyList<int>, int> NextToken { get; set; }

    /// <summary>The reply to a prompt, given as text up to the opening of the assistant's turn.</summary>
    public Func<string, string> Reply { get; set; } = _ => "Answer: 42";

    /// <summary>Called on the engine thread before each decode; may block, inspect, or throw.</summary>
    public Action<TokenBatch> OnDecode { get; set; } = _ => { };

    /// <summary>Tokens of a micro-batch: what an abort keeps is whole ones.</summary>
    public int MicroBatch { get; set; } = 512;

    /// <summary>Called on the engine thread before each micro-batch of a decode with its number, from 0.</summary>
    public Action<int> OnMicroBatch { get; set; } = _ => { };

    /// <summary>False makes its contexts ignore a request to abort, as those on a GPU do.</summary>
    public bool CanAbort { get; set; } = true;

    /// <summary>Called for each sampler; may throw.</summary>
    public Action<SamplingOptions> OnCreateSampler { get; set; } = _ => { };

    /// <summary>Called before each restore; may throw what a real context would.</summary>
    public Action OnRestore { get; set; } = () => { };

    /// <summary>Called before each context is made; may throw what a real model would.</summary>
    public Action OnCreateContext { get; set; } = () => { };

    /// <summary>Called before each copy of a state; may throw what a real context would.</summary>
    public Action OnSave { get; set; } = () => { };

    /// <summary>Bytes that every state is said to have; null for what it has.</summary>
    public long? StateSize { get; set; }

    public StateFormat StateFormat { get; set; } =
        new(3, "fake 1.0", "fake cpu", "f16", "f16", FlashAttention: true, UnifiedCache: true, 1, 1, 1, 8, "default", "none", "0000");

    /// <summary>False makes its memory one that cannot be cut, as recurrent ones are.</summary>
    public bool CanTruncate { get; set; } = true;

    /// <summary>The context made last.</summary>
    public FakeInferenceContext? Context { get; private set; }

    public int ContextsMade { get; private set; }

    public FakeLoadedModel() => NextToken = NextOfReply;

    public ModelDescription Description { get; init; } =
        new("fake", "llama", 1_000, 2_000, TrainedContextLength: 4096, EmbeddingLength: 8, LayerCount: 1, ChatTemplate: null, SupportsPrefixSharing: true);

    public IVocabulary Vocabulary { get; } = new FakeVocabulary();

    public bool Disposed { get; private set; }

    public IInferenceContext CreateContext(InferenceContextOptions options)
    {
        OnCreateContext();
        ContextsMade++;
        return Context = new FakeInferenceContext(this, options);
    }

    public ITokenSampler CreateSampler(SamplingOptions options)
    {
        OnCreateSampler(options);
        return new FakeSampler(this);
    }

    public int SamplersAlive { get; private set; }

    public void Dispose() => Disposed = true;

    private int NextOfReply(IReadOnlyList<int> tokens)
    {
        const string open = "<|im_start|>assistant\n";
        var text = FakeVocabulary.TextOf(tokens);
        var at = text.LastIndexOf(open, StringComparison.Ordinal);
        if (at < 0)
            return FakeVocabulary.End;
        var written = Vocabulary.Tokenize(text[(at + open.Length)..], parseSpecial: false).Length;
        var reply = Vocabulary.Tokenize(Reply(text[..at]), parseSpecial: false);
        return written < reply.Length ? reply[written] : FakeVocabulary.End;
    }

    private sealed class FakeSampler : ITokenSampler
    {
        private readonly FakeLoadedModel _model;

        public FakeSampler(FakeLoadedModel model)
        {
            _model = model;
            model.SamplersAlive++;
        }

        public void Dispose() => _model.SamplersAlive--;
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.RealModel.Runtimes;

namespace SleepTime.Tests.RealModel.Generation;

public sealed class GenerationOnTheEmbeddedModelTests(EmbeddedModel embedded) : IClassFixture<EmbeddedModel>, IAsyncLifetime
{
    private readonly GenerationService _service =
        new(Options.Create(new GenerationOptions()), new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance);

    public ValueTask InitializeAsync()
    {
        _service.Start(embedded.Model, new InferenceContextOptions(4096, 16, 512), contextLength: 2048);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync() => await _service.StopAsync();

    [Fact]
    public async Task Submit_StandardPrompt_EndsByItselfWithAnAnswer()
    {
        var result = await RunAsync(Request("How many pears does Ben have?"));

        Assert.Equal(FinishReason.EndOfText, result.Reason);
        Assert.Contains("Answer:", result.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<|im_end|>", result.Text, StringComparison.Ordinal);
        Assert.True(result.Timings.TokensPerSecond > 0);
    }

    [Fact]
    public async Task Submit_TwelveAtOnce_SayWhatEachSaysAlone()
    {
        string[] names = ["Emma", "Ben", "Dora"];
        // Not verbosity 0: guesses are near ties, and the shape of a batch changes the last bits of the logits.
        var requests = names.SelectMany(name => Enumerable.Range(1, 4).Select(verbosity => Request($"How many pears does {name} have?", verbosity))).ToList();
        List<string> alone = [];
        foreach (var request in requests)
            alone.Add((await RunAsync(request)).Text);

        var together = await Task.WhenAll(requests.Select(RunAsync));

        Assert.Equal(alone, together.Select(result => result.Text));
    }

    [Fact]
    public async Task Submit_FollowUpOnTheSameContext_SharesItsPrefix()
    {
        var first = await RunAsync(Request("How many pears does Ben have?"));
        var second = await RunAsync(Request("How many pears does Dora have?"));

        var context = embedded.Vocabulary.Tokenize(Prompts.Context, parseSpecial: false).Length;
        Assert.Equal(0, first.Usage.CachedTokens);
        Assert.True(second.Usage.CachedTokens >= context, $"{second.Usage.CachedTokens} of {context} context tokens were shared.");
        Assert.True(second.Usage.CachedTokens < second.Usage.PromptTokens);
    }

    [Fact]
    public async Task Submit_SameSeed_DrawsTheSameText()
    {
        var hot = Request("How many pears does Ben have?", verbosity: 4);
        GenerationRequest With(uint seed) => hot with { Sampling = new SamplingOptions(Temperature: 2, TopK: 0, TopP: 1, MinP: 0, Seed: seed) };

        // Nothing kept in between: a shared prefix changes the batch's shape, and with it the last bits of the logits.
        var fresh = new GenerationService(
            Options.Create(new GenerationOptions { MaxResidentPrefixes = 0 }), new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance);
        _ = fresh.Start(embedded.Model, new InferenceContextOptions(4096, 16, 512), contextLength: 2048);
        var same = new HashSet<string> { (await fresh.Submit(With(11)).Completion).Text, (await fresh.Submit(With(11)).Completion).Text };
        await fresh.StopAsync();
        var others = (await Task.WhenAll(Enumerable.Range(1, 8).Select(seed => RunAsync(With((uint)seed))))).Select(result => result.Text).ToHashSet();

        Assert.Single(same);
        Assert.True(others.Count > 1, "Eight seeds drew the same text.");
    }

    [Fact]
    public async Task Cancel_WhileALongPromptIsRead_EndsBeforeTheFirstToken()
    {
        var words = string.Join(' ', Enumerable.Repeat("Ben has 7 pears.", 500));
        var prompt = embedded.Vocabulary.Tokenize(words, parseSpecial: false)[..1900];
        var ticket = _service.Submit(Request("") with { Prompt = prompt });
        await foreach (var update in ticket.ReadUpdatesAsync(TestContext.Current.CancellationToken))
        {
            if (update is GenerationPrefill { Processed: > 0 })
                ticket.Cancel();
        }

        var result = await ticket.Completion;
        Assert.Equal(FinishReason.Cancelled, result.Reason);
        Assert.Equal(0, result.Usage.CompletionTokens);
    }

    private GenerationRequest Request(string question, int verbosity = 1) => new()
    {
        Prompt = Prompts.Tokens(embedded.Vocabulary, Prompts.Standard(question, verbosity)),
        Class = GenerationClass.Question,
        MaxTokens = 100,
    };

    private Task<GenerationResult> RunAsync(GenerationRequest request) =>
        _service.Submit(request).Completion.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}

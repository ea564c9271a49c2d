using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.RealModel.Runtimes;

namespace SleepTime.Tests.RealModel.Generation;

public sealed class LookupOnTheEmbeddedModelTests(EmbeddedModel embedded) : IClassFixture<EmbeddedModel>
{
    private static readonly string[] Names = ["Emma", "Ben", "Dora"];

    [Fact]
    public async Task Submit_WithAndWithoutLookup_SaysTheSameTokens()
    {
        List<GenerationRequest> requests = [.. Names.SelectMany(name => new[] { 1, 3, 4 }.Select(verbosity => Request($"How many pears does {name} have?", verbosity)))];
        // Something that goes round and round, which lookup is best at.
        requests.Add(Request("", 4) with { Prompt = embedded.Vocabulary.Tokenize(string.Concat(Enumerable.Repeat("Emma has 12 pears. Ben has 7 pears. ", 8)), parseSpecial: false) });

        var (plain, none) = await RunAsync(lookupTokens: 0, requests);
        var (drafted, counts) = await RunAsync(lookupTokens: 8, requests);

        Assert.Equal(plain.Select(result => result.Text), drafted.Select(result => result.Text));
        Assert.Equal(plain.Select(result => result.Usage), drafted.Select(result => result.Usage));
        Assert.Equal(0, none.DraftTokens);
        Assert.InRange(counts.AcceptedDraftTokens, 1, counts.DraftTokens);
    }

    [Fact]
    public async Task Submit_AnticipatedAnswerIsRight_MostOfItIsAccepted()
    {
        var request = Request("How many pears does Dora have?", verbosity: 4);
        var (plain, _) = await RunAsync(lookupTokens: 0, [request]);
        var answer = embedded.Vocabulary.Tokenize(plain[0].Text, parseSpecial: false);

        var (drafted, counts) = await RunAsync(lookupTokens: 8, [request with { DraftSources = [answer] }]);

        Assert.Equal(plain[0].Text, drafted[0].Text);
        Assert.True(counts.AcceptedDraftTokens >= answer.Length / 2, $"{counts.AcceptedDraftTokens} of {answer.Length} tokens came from the anticipated answer.");
    }

    private async Task<(List<GenerationResult> Results, EngineCounts Counts)> RunAsync(int lookupTokens, List<GenerationRequest> requests)
    {
        var options = Options.Create(new GenerationOptions { LookupTokens = lookupTokens, MaxResidentPrefixes = 0 });
        // On a clock that stands still a row counts as half a step, however busy the machine is.
        var service = new GenerationService(options, new ActivityFeed(), new FakeTimeProvider(), NullLogger<GenerationService>.Instance);
        _ = service.Start(embedded.Model, new InferenceContextOptions(1024, 1, 256), contextLength: 1024);
        List<GenerationResult> results = [];
        foreach (var request in requests)
            results.Add(await service.Submit(request).Completion.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        await service.StopAsync();
        return (results, service.Counts);
    }

    private GenerationRequest Request(string question, int verbosity) => new()
    {
        Prompt = Prompts.Tokens(embedded.Vocabulary, Prompts.Standard(question, verbosity)),
        Class = GenerationClass.Question,
        MaxTokens = 100,
    };
}

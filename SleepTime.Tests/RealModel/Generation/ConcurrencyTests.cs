using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.RealModel.Runtimes;

namespace SleepTime.Tests.RealModel.Generation;

public sealed class ConcurrencyTests(EmbeddedModel embedded) : IClassFixture<EmbeddedModel>
{
    private const int Cells = 2048;

    [Fact]
    public async Task Submit_SixtyFourAtOnceWithRandomCancels_LeavesAllCellsFree()
    {
        var model = new WatchedModel(embedded.Model);
        var service = Start(model);
        var random = new Random(11);

        var tickets = Enumerable.Range(0, 64).Select(number => service.Submit(Request(number, random))).ToList();
        foreach (var ticket in tickets.Where(_ => random.Next(3) == 0))
            _ = CancelOnceItHas(ticket, updates: random.Next(6));
        var results = await Task.WhenAll(tickets.Select(ticket => ticket.Completion)).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        await service.StopAsync();

        Assert.DoesNotContain(results, result => result.Reason == FinishReason.Failed);
        Assert.Contains(results, result => result.Reason == FinishReason.Cancelled);
        Assert.Contains(results, result => result.Reason != FinishReason.Cancelled);
        Assert.Equal(0, model.PositionsLeft);
        Assert.Equal(Cells, model.CellsFree);
    }

    [Fact]
    public async Task Submit_QuestionsDuringSleep_SleepSaysWhatItSaysAlone()
    {
        var sleep = new GenerationRequest
        {
            Prompt = [.. Enumerable.Repeat(Prompts.Tokens(embedded.Vocabulary, Prompts.Standard("How many apples does Ben have?", 4)), 20).SelectMany(tokens => tokens).Take(1200)],
            Class = GenerationClass.Sleep,
            MaxTokens = 60,
        };
        var alone = Start(new WatchedModel(embedded.Model));
        var expected = await alone.Submit(sleep).Completion.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await alone.StopAsync();

        var model = new WatchedModel(embedded.Model);
        var service = Start(model);
        var ticket = service.Submit(sleep);
        await foreach (var update in ticket.ReadUpdatesAsync(TestContext.Current.CancellationToken))
        {
            if (update is GenerationPrefill or GenerationText { CompletionTokens: 5 or 10 })
                _ = await service.Submit(Question()).Completion.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
        var result = await ticket.Completion;
        var counts = service.Counts;
        await service.StopAsync();

        Assert.Equal((expected.Text, expected.Reason), (result.Text, result.Reason));
        Assert.True(counts.Preemptions > 0);
        Assert.Equal(0, counts.Parkings);
    }

    private static GenerationService Start(ILoadedModel model)
    {
        var service = new GenerationService(
            Options.Create(new GenerationOptions { MaxResidentPrefixes = 0, MaxWaitingQuestionsPerOwner = 64 }),
            new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance);
        _ = service.Start(model, new InferenceContextOptions(Cells, 8, 256), contextLength: Cells);
        return service;
    }

    private GenerationRequest Question() => new()
    {
        Prompt = Prompts.Tokens(embedded.Vocabulary, Prompts.Standard("How many apples does Anna have?")), Class = GenerationClass.Question, MaxTokens = 4,
    };

    private GenerationRequest Request(int number, Random random) => new()
    {
        Prompt = Prompts.Tokens(embedded.Vocabulary, Prompts.Standard($"How many apples does person {number} have?", random.Next(5))),
        Class = (GenerationClass)random.Next(3),
        MaxTokens = 1 + random.Next(60),
        Sampling = new SamplingOptions(Temperature: random.Next(2)),
        Owner = $"owner {number % 5}",
    };

    /// <summary>Waiting, reading, writing or ended already: each is a stage to be cancelled at.</summary>
    private static async Task CancelOnceItHas(GenerationTicket ticket, int updates)
    {
        await foreach (var _ in ticket.ReadUpdatesAsync())
        {
            if (updates-- == 0)
                ticket.Cancel();
        }
    }
}

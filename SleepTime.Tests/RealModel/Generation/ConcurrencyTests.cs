using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.RealModel.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RealModel.Generation;

public sealed class ConcurrencyTests(EmbeddedModel embedded) : IClassFixture<EmbeddedModel>
{
    private const int Cells = 2048;

    private static readonly string[] Names = ["Emma", "Dora", "Emil", "Fay", "Gus", "Hana"];

    private static readonly Guid[] Contexts = [Guid.NewGuid(), Guid.NewGuid()];

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(4, 0, 0)]
    [InlineData(2, 1 << 20, 4 << 20)]
    public async Task Submit_SixtyFourAtOnceWithRandomCancels_LeavesAllCellsFree(int residents, long memoryBytes, long diskBytes)
    {
        using var folder = new TemporaryFolder();
        var model = new WatchedModel(embedded.Model);
        var service = Start(model, new GenerationOptions { MaxResidentPrefixes = residents, StateMemoryBytes = memoryBytes, StateDiskBytes = diskBytes }, folder);
        var random = new Random(11);

        var tickets = Enumerable.Range(0, 64).Select(number => service.Submit(Request(number, random))).ToList();
        var reading = tickets.Select(ticket => ReadAsync(ticket, cancelAfter: random.Next(3) == 0 ? random.Next(6) : int.MaxValue)).ToList();
        var results = await Task.WhenAll(tickets.Select(ticket => ticket.Completion)).WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        var kept = service.PrefixUse;
        foreach (var context in Contexts)
            await service.ForgetContextAsync(context);
        // Told in the step after.
        await SleepTimeApp.WaitAsync("all sequences to be free", () => Task.FromResult(service.Counts.SequencesUsed == 0));
        var (left, counts) = (service.PrefixUse, service.Counts);
        await service.StopAsync();

        var updates = await Task.WhenAll(reading).WaitAsync(TestContext.Current.CancellationToken);
        Assert.All(updates.Zip(results), pair => Assert.Equal(pair.Second, Assert.Single(pair.First.OfType<GenerationFinished>()).Result));
        Assert.All(updates.Zip(results), pair => Assert.Equal(pair.Second.Text, string.Concat(pair.First.OfType<GenerationText>().Select(text => text.Text))));
        Assert.DoesNotContain(results, result => result.Reason == FinishReason.Failed);
        Assert.Contains(results, result => result.Reason == FinishReason.Cancelled);
        Assert.Contains(results, result => result.Reason != FinishReason.Cancelled);
        Assert.True(kept.Hits[(int)PrefixTier.Live] > 0, "No prompt was read once for several.");
        Assert.Equal(memoryBytes > 0, kept.MemoryBytes + kept.DiskBytes > 0);
        Assert.Equal((0, 0), (left.MemoryBytes, left.DiskBytes));
        Assert.Equal(0, counts.ContextsLost);
        Assert.Equal(0, model.PositionsLeft);
        Assert.Equal(Cells, model.CellsFree);
    }

    [Fact]
    public async Task Submit_QuestionsDuringSleep_SleepSaysWhatItSaysAlone()
    {
        var sleep = new GenerationRequest
        {
            Prompt = [.. Enumerable.Repeat(Prompts.Tokens(embedded.Vocabulary, Prompts.Standard("How many pears does Ben have?", 4)), 20).SelectMany(tokens => tokens).Take(1200)],
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

    private static GenerationService Start(ILoadedModel model, GenerationOptions? options = null, TemporaryFolder? folder = null)
    {
        // Riders are in batches of another shape, which rounds otherwise.
        options ??= new GenerationOptions { MaxResidentPrefixes = 0, RiderPercent = 0 };
        options.MaxWaitingQuestionsPerOwner = 64;
        var service = new GenerationService(
            Options.Create(options), new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance, folder is null ? null : new StateFolder(folder.Path));
        _ = service.Start(model, new InferenceContextOptions(Cells, 8, 256), contextLength: Cells, folder is null ? null : new StateModel("abc", "tiny-1"));
        return service;
    }

    private GenerationRequest Question() => new()
    {
        Prompt = Prompts.Tokens(embedded.Vocabulary, Prompts.Standard("How many pears does Emma have?")), Class = GenerationClass.Question, MaxTokens = 4,
    };

    private GenerationRequest Request(int number, Random random) => new()
    {
        // Six beginnings, more than stay in the cells.
        Prompt = Prompts.Tokens(embedded.Vocabulary, Prompts.Standard($"How many pears does person {number} have?", random.Next(5)).Replace("Emma", Names[number % Names.Length], StringComparison.Ordinal)),
        Class = (GenerationClass)random.Next(3),
        MaxTokens = 1 + random.Next(60),
        Sampling = new SamplingOptions(Temperature: random.Next(2)),
        Owner = $"owner {number % 5}",
        ContextId = Contexts[number % Contexts.Length],
    };

    /// <summary>Waiting, reading, writing or ended already: each is a stage to be cancelled at.</summary>
    private static async Task<List<GenerationUpdate>> ReadAsync(GenerationTicket ticket, int cancelAfter)
    {
        List<GenerationUpdate> updates = [];
        await foreach (var update in ticket.ReadUpdatesAsync())
        {
            if (updates.Count == cancelAfter)
                ticket.Cancel();
            updates.Add(update);
        }
        return updates;
    }
}

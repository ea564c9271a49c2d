using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.RealModel.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RealModel.Generation;

public sealed class ParkingTests(EmbeddedModel embedded) : IClassFixture<EmbeddedModel>
{
    // Repeated and cut off it makes no sense, and the model goes on for long enough to be parked.
    private const string Text =
        "<|im_start|>user\nAnna has 12 apples. Ben has 7 apples. Carla has 5 more apples than Ben. Each apple costs 3 coins.\n\n"
        + "Question: How many apples does Ben have? ({class})\nVerbosity: 4<|im_end|>\n<|im_start|>assistant\n";

    private const int Cells = 2048;
    private const int BatchTokens = 256;
    private const int SleepTokens = 1200;
    private const int PrefillSteps = (SleepTokens + BatchTokens - 1) / BatchTokens;

    [Theory]
    [InlineData(256 << 20, 1)]
    [InlineData(0, 0)]
    public async Task Submit_QuestionTakesTheRoomOfSleep_SleepSaysWhatItSaysAlone(long stateMemoryBytes, int restored)
    {
        var sleep = Request(GenerationClass.Sleep, tokens: SleepTokens, maxTokens: 60);
        var alone = Start(new WatchedModel(embedded.Model), stateMemoryBytes);
        var expected = await alone.Submit(sleep).Completion.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await alone.StopAsync();

        var hold = new EngineHold();
        hold.Allow(PrefillSteps + 5);
        var model = new WatchedModel(embedded.Model) { OnDecode = hold.Pass };
        var service = Start(model, stateMemoryBytes);
        var ticket = service.Submit(sleep);
        GenerationTicket? question = null;
        await foreach (var _ in ticket.ReadUpdatesAsync(TestContext.Current.CancellationToken).Where(update => update is GenerationText))
        {
            question ??= service.Submit(Request(GenerationClass.Question, tokens: 1000, maxTokens: 4));
            hold.LetGo();
        }
        var result = await ticket.Completion;
        await service.StopAsync();

        Assert.Equal((expected.Text, expected.Reason), (result.Text, result.Reason));
        Assert.Equal((1, restored), (service.Counts.Parkings, model.StatesRestored));
    }

    /// <summary>The two classes begin differently, so that they share no cells.</summary>
    private GenerationRequest Request(GenerationClass @class, int tokens, int maxTokens)
    {
        var prompt = Prompts.Tokens(embedded.Vocabulary, Text.Replace("{class}", $"{@class}", StringComparison.Ordinal));
        if (@class == GenerationClass.Question)
            prompt = [.. prompt.Skip(3)];
        return new GenerationRequest { Prompt = [.. Enumerable.Repeat(prompt, 20).SelectMany(part => part).Take(tokens)], Class = @class, MaxTokens = maxTokens };
    }

    private static GenerationService Start(ILoadedModel model, long stateMemoryBytes)
    {
        var service = new GenerationService(
            Options.Create(new GenerationOptions { MaxResidentPrefixes = 0, StateMemoryBytes = stateMemoryBytes }),
            new ActivityFeed(), TimeProvider.System, NullLogger<GenerationService>.Instance);
        _ = service.Start(model, new InferenceContextOptions(Cells, 8, BatchTokens), contextLength: Cells);
        return service;
    }
}

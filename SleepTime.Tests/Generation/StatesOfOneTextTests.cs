using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

/// <summary>Two contexts have the same text: each has states of its own, which go with it and with nobody else.</summary>
public sealed class StatesOfOneTextTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StateFolder _states;
    private readonly Guid _one = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();
    private GenerationService? _service;

    public StatesOfOneTextTests() => _states = new StateFolder(_folder.File("states"));

    [Fact]
    public async Task SavePrefix_AnotherContextHasTheSameText_WritesAFileOfItsOwn()
    {
        await StartAsync();
        await SaveAsync(_one);
        await SaveAsync(_other);

        Assert.Equal([1, 1], [FilesOf(_one), FilesOf(_other)]);
    }

    [Fact]
    public async Task ForgetContext_AnotherHasTheSameText_StaysWarmAfterARestart()
    {
        await StartAsync();
        await SaveAsync(_one);
        await SaveAsync(_other);

        await _service!.ForgetContextAsync(_one);
        await StartAsync();

        Assert.Equal([0, 1], [FilesOf(_one), FilesOf(_other)]);
        Assert.Equal(PrefixTier.Disk, (await AskAsync('a', _other)).CachedFrom);

        await _service.ForgetContextAsync(_other);
        await StartAsync();

        Assert.Equal([0, 0], [FilesOf(_one), FilesOf(_other)]);
        Assert.Null((await AskAsync('a', _other)).CachedFrom);
    }

    [Fact]
    public async Task Submit_PrefixesOfBothLeaveTheCells_EachGoesToDisk()
    {
        await StartAsync(new GenerationOptions { MaxResidentPrefixes = 1, StateMemoryBytes = 0 });
        foreach (var context in new[] { _one, _other })
        {
            await AskAsync('a', context);
            await AskAsync('b', contextId: null);
        }
        await _service!.StatesWrittenAsync();

        Assert.Equal([1, 1], [FilesOf(_one), FilesOf(_other)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.StopAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(GenerationOptions? options = null)
    {
        if (_service is not null)
            await _service.StopAsync();
        _service = new GenerationService(
            Options.Create(options ?? new GenerationOptions()), new ActivityFeed(), new FakeTimeProvider(), NullLogger<GenerationService>.Instance, _states);
        _ = _service.Start(new FakeLoadedModel { NextToken = _ => 'x' }, new InferenceContextOptions(4096, 8, 64), contextLength: 2048, new StateModel("abc", "tiny-1"));
    }

    private async Task SaveAsync(Guid contextId) =>
        Assert.Equal(PrefixSaveOutcome.Saved, await _service!.SavePrefix([.. Enumerable.Repeat((int)'a', 200)], contextId, "local")!.Outcome);

    private Task<GenerationResult> AskAsync(char name, Guid? contextId) => _service!.Submit(new GenerationRequest
    {
        Prompt = [.. Enumerable.Repeat((int)name, 200), '?'], Class = GenerationClass.Question, MaxTokens = 4, ContextId = contextId,
    }).Completion;

    private int FilesOf(Guid contextId) => Directory.Exists(_states.Of(contextId)) ? Directory.GetFiles(_states.Of(contextId)).Length : 0;
}

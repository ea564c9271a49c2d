using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

/// <summary>States on disk under the whole service: one service after the other on one folder is one process after the other.</summary>
public sealed class SavedStatesTests : IAsyncDisposable
{
    private static readonly StateModel _file = new("abc", "tiny-1");

    private readonly TemporaryFolder _folder = new();
    private readonly Guid _context = Guid.NewGuid();
    private readonly GenerationOptions _options = new() { MaxResidentPrefixes = 1 };
    private FakeLoadedModel _model = new() { NextToken = _ => 'x' };
    private GenerationService? _service;

    [Fact]
    public async Task Submit_AfterARestart_TakesThePrefixFromDisk()
    {
        await StartAsync();
        await SaveAsync('a');

        await StartAsync();
        var first = await AskAsync('a');
        var second = await AskAsync('a');

        Assert.Equal((PrefixTier.Disk, 200), (first.CachedFrom, first.Usage.CachedTokens));
        Assert.Equal((PrefixTier.Live, first.Usage.PromptTokens - 1), (second.CachedFrom, second.Usage.CachedTokens));
        Assert.Equal([1L, 1L], [_service!.PrefixUse.Hits[(int)PrefixTier.Disk], _service.PrefixUse.Hits[(int)PrefixTier.Live]]);
        Assert.InRange(_service.PrefixUse.DiskBytes, 200 * sizeof(int), 10_000);
    }

    [Fact]
    public async Task Submit_TwoAtOnceOnOneState_ReadItOnce()
    {
        await StartAsync();
        await SaveAsync('a');

        await StartAsync();
        var both = await Task.WhenAll(AskAsync('a', "one?"), AskAsync('a', "other?"));

        Assert.Equal([PrefixTier.Disk, PrefixTier.Live], both.Select(result => result.CachedFrom).OrderDescending());
        Assert.Equal(1, _model.Context!.StatesRestored);
    }

    [Fact]
    public async Task Submit_StateIsNotWhole_ComputesThePrompt()
    {
        await StartAsync();
        await SaveAsync('a');
        await _service!.StopAsync();
        var file = Assert.Single(Files());
        var bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 1;
        File.WriteAllBytes(file, bytes);

        await StartAsync();
        var result = await AskAsync('a');

        Assert.Null(result.CachedFrom);
        Assert.Equal(FinishReason.MaxTokens, result.Reason);
        Assert.Equal(0, _model.Context!.StatesRestored);
    }

    [Fact]
    public async Task Submit_RuntimeRefusesTheState_ComputesThePromptInANewContext()
    {
        await StartAsync();
        await SaveAsync('a');
        await StartAsync();
        _model.OnRestore = () => throw new StateRefusedException("Broken.");

        var result = await AskAsync('a');

        Assert.Equal((FinishReason.MaxTokens, "xxxx"), (result.Reason, result.Text));
        Assert.Equal(2, _model.ContextsMade);
        await _service!.StopAsync();
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Submit_TwoAtOnceOnAStateThatIsRefused_CostsOneContext()
    {
        await StartAsync();
        await SaveAsync('a');
        await StartAsync();
        var hold = new EngineHold();
        hold.Allow(0);
        _model.OnDecode = _ => hold.Pass();
        var tickets = new List<GenerationTicket>();
        _model.OnRestore = () =>
        {
            // Then nothing of it is live for the other one to share.
            tickets[0].Cancel();
            throw new StateRefusedException("Broken.");
        };
        var running = AskAsync('b');
        tickets.Add(Submit('a', _context, "one?"));
        tickets.Add(Submit('a', _context, "other?"));
        hold.LetGo();

        var results = await Task.WhenAll(tickets.Select(ticket => ticket.Completion)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal([FinishReason.Cancelled, FinishReason.MaxTokens], results.Select(result => result.Reason));
        Assert.Equal("xxxx", (await running).Text);
        Assert.Equal(2, _model.ContextsMade);
    }

    [Fact]
    public async Task Start_WithAnotherModel_UsesNoStateOfTheFirst()
    {
        await StartAsync();
        await SaveAsync('a');

        await StartAsync(_file with { FileSha256 = "def" });

        Assert.Null((await AskAsync('a')).CachedFrom);
    }

    [Fact]
    public async Task Submit_MemoryIsFull_TheStateOfAContextGoesToDisk()
    {
        _options.StateMemoryBytes = 300 * sizeof(int);
        await StartAsync();
        foreach (var name in "abc")
            await AskAsync(name);

        await StartAsync();

        Assert.Equal(PrefixTier.Disk, (await AskAsync('a')).CachedFrom);
    }

    [Fact]
    public async Task Submit_PromptOfNoContext_NeverReachesTheDisk()
    {
        _options.StateMemoryBytes = 0;
        await StartAsync();
        foreach (var name in "abc")
            await AskAsync(name, contextId: null);
        await _service!.StopAsync();

        Assert.Empty(Files());
    }

    [Fact]
    public async Task ForgetContext_KeptInCellsMemoryAndOnDisk_NothingIsLeft()
    {
        await StartAsync();
        await SaveAsync('a');
        await AskAsync('a');
        await AskAsync('b');
        await AskAsync('c', contextId: null);

        await _service!.ForgetContextAsync(_context);

        Assert.Empty(Files());
        Assert.Equal((0L, 0L), (_service.PrefixUse.MemoryBytes, _service.PrefixUse.DiskBytes));
        Assert.Null((await AskAsync('b')).CachedFrom);
        Assert.Null((await AskAsync('a')).CachedFrom);
    }

    [Fact]
    public async Task ForgetContext_NoEngineRuns_DeletesTheFiles()
    {
        await StartAsync();
        await SaveAsync('a');
        await _service!.StopAsync();
        Assert.Single(Files());

        await _service.ForgetContextAsync(_context);

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Start_NoContextCanBeMade_KeepsNoStates()
    {
        _model.OnCreateContext = () => throw new ModelLoadException("No memory.");

        await Assert.ThrowsAsync<ModelLoadException>(() => StartAsync());

        Assert.Null(_service!.SavePrefix(Prompt('a', ""), _context, "local"));
        _model.OnCreateContext = () => { };
        await StartAsync();
        await SaveAsync('a');
    }

    [Fact]
    public async Task SavePrefix_MemoryThatCannotBeCut_IsRefused()
    {
        _model = new FakeLoadedModel { NextToken = _ => 'x', Description = _model.Description with { SupportsPrefixSharing = false } };
        await StartAsync();

        Assert.Null(_service!.SavePrefix(Prompt('a', ""), _context, "local"));
        Assert.Null((await AskAsync('a')).CachedFrom);
        Assert.False(Directory.Exists(_folder.File("states")));
    }

    [Fact]
    public async Task SavePrefix_Cancelled_WritesNothing()
    {
        await StartAsync();
        var hold = new EngineHold();
        hold.Allow(0);
        _model.OnDecode = _ => hold.Pass();
        var save = _service!.SavePrefix(Prompt('a', ""), _context, "local")!;
        save.Ticket.Cancel();
        hold.LetGo();

        Assert.Equal(PrefixSaveOutcome.NotRead, await save.Outcome);
        Assert.Equal(FinishReason.Cancelled, (await save.Ticket.Completion).Reason);
        await _service.StopAsync();
        Assert.Empty(Files());
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.StopAsync();
        _folder.Dispose();
    }

    /// <summary>Ends the engine there is and starts one as another process would.</summary>
    private async Task StartAsync(StateModel? file = null)
    {
        if (_service is not null)
        {
            await _service.StopAsync();
            _model = new FakeLoadedModel { NextToken = _ => 'x' };
        }
        _service = new GenerationService(
            Options.Create(_options), new ActivityFeed(), new FakeTimeProvider(), NullLogger<GenerationService>.Instance, new StateFolder(_folder.File("states")));
        _ = _service.Start(_model, new InferenceContextOptions(4096, 8, 64), contextLength: 2048, file ?? _file);
    }

    private async Task SaveAsync(char context)
    {
        var save = _service!.SavePrefix(Prompt(context, ""), _context, "local")!;
        var result = await save.Ticket.Completion;
        Assert.Equal((FinishReason.MaxTokens, ""), (result.Reason, result.Text));
        Assert.Equal(PrefixSaveOutcome.Saved, await save.Outcome);
    }

    private Task<GenerationResult> AskAsync(char context, string question = "question?") => AskAsync(context, _context, question);

    private Task<GenerationResult> AskAsync(char context, Guid? contextId, string question = "question?") =>
        Submit(context, contextId, question).Completion.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

    private GenerationTicket Submit(char context, Guid? contextId, string question) => _service!.Submit(new GenerationRequest
    {
        Prompt = Prompt(context, question), Class = GenerationClass.Question, MaxTokens = 4, ContextId = contextId,
    });

    private int[] Prompt(char context, string question) => _model.Vocabulary.Tokenize(new string(context, 200) + question, parseSpecial: false);

    private string[] Files() => Directory.Exists(_folder.Path) ? Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories) : [];
}

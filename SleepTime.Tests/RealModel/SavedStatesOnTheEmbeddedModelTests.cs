using SleepTime.Engine.Answering;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Engine.ModelHosting;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.RealModel;

public sealed class SavedStatesOnTheEmbeddedModelTests : IDisposable
{
    private static readonly string _text = string.Join(' ', Enumerable.Repeat("Maya has 14 cards. Leo has 3 more cards than Maya. Ada has 8 cards.", 8));

    private readonly TemporaryFolder _data = new();

    private string StatesPath => _data.File("states");

    [Fact]
    public async Task Ask_AfterSleepAndARestart_IsWarmInBothModesAndSaysTheSame()
    {
        Guid context;
        string[] expected;
        int[] prefixes;
        await using (var engine = await StartAsync())
        {
            context = await StoreAndSleepAsync(engine);
            expected = [.. (await AskAsync(engine, context)).Select(run => run.Answer)];
            prefixes = await PrefixLengthsAsync(engine, context);
        }

        await using (var engine = await StartAsync())
        {
            var runs = await AskAsync(engine, context);

            Assert.Equal(expected, runs.Select(run => run.Answer));
            // The second mode may share the context live and leave its state, which spares only a few tokens more.
            Assert.All(runs.Zip(prefixes), pair => Assert.InRange(pair.First.Usage!.CachedTokens, pair.Second - 16, pair.Second));
            Assert.True(engine.Get<GenerationService>().PrefixUse.Hits[(int)PrefixTier.Disk] > 0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ask_StatesWereTamperedWith_SaysTheSameWithoutThem(bool truncated)
    {
        Guid context;
        string[] expected;
        await using (var engine = await StartAsync())
        {
            context = await StoreAndSleepAsync(engine);
            expected = [.. (await AskAsync(engine, context)).Select(run => run.Answer)];
        }
        foreach (var file in Files())
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            bytes[^1000] ^= (byte)(truncated ? 0 : 0x40);
            await File.WriteAllBytesAsync(file, truncated ? bytes[..^1000] : bytes, TestContext.Current.CancellationToken);
        }

        await using (var engine = await StartAsync())
        {
            Assert.Equal(expected, (await AskAsync(engine, context)).Select(run => run.Answer));
            Assert.Equal(0, engine.Get<GenerationService>().PrefixUse.Hits[(int)PrefixTier.Disk]);
        }
    }

    [Fact]
    public async Task Ask_StatesAreOfAnotherModel_AreRefused()
    {
        Guid context;
        string expected;
        await using (var engine = await StartAsync())
        {
            context = await StoreAndSleepAsync(engine);
            expected = (await AskAsync(engine, context))[0].Answer;
        }
        Assert.NotEmpty(Files());

        // The same weights in a file with another hash: it says the same, and cannot know whether the states are its own.
        await using (var engine = await StartAsync(("Model:Preset", "sleeptime-tiny"), ("Model:Path", CopyWithAnotherHash()), ("Sleep:Enabled", "false")))
        {
            Assert.Equal(expected, (await AskAsync(engine, context, AnswerMode.Standard))[0].Answer);
            Assert.Equal(0, engine.Get<GenerationService>().PrefixUse.Hits[(int)PrefixTier.Disk]);
        }
    }

    [Fact]
    public async Task Delete_ContextWithStates_LeavesNoFileOfIt()
    {
        await using var engine = await StartAsync();
        var context = await StoreAndSleepAsync(engine);
        await AskAsync(engine, context);
        Assert.NotEmpty(Files());

        Assert.True(await engine.Get<ContextService>().DeleteAsync(context, TestContext.Current.CancellationToken));

        Assert.Empty(Directory.EnumerateFileSystemEntries(StatesPath));
        Assert.Equal((0L, 0L), (engine.Get<GenerationService>().PrefixUse.MemoryBytes, engine.Get<GenerationService>().PrefixUse.DiskBytes));
    }

    public void Dispose() => _data.Dispose();

    private string[] Files() => Directory.GetFiles(StatesPath, "*", SearchOption.AllDirectories);

    /// <summary>The embedded model with another letter in its description.</summary>
    private string CopyWithAnotherHash()
    {
        const int TypeAndLength = 4 + 8;
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "models", "sleeptime-tiny.gguf"));
        var key = "general.description"u8;
        var at = bytes.AsSpan().IndexOf(key) + key.Length + TypeAndLength;
        bytes[at] = (byte)(bytes[at] == 'X' ? 'Y' : 'X');
        var copy = _data.File("another.gguf");
        File.WriteAllBytes(copy, bytes);
        return copy;
    }

    private async Task<RunningEngine> StartAsync(params (string Key, string Value)[] settings)
    {
        var engine = await RunningEngine.StartAsync(_data.Path, [("Sleep:IdleSeconds", "0"), .. settings]);
        await engine.Get<ModelHost>().WaitUntilSettledAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    /// <summary>Stores the context and waits until nothing sleeps any more; the samples are deleted, so that only it has states.</summary>
    private static async Task<Guid> StoreAndSleepAsync(RunningEngine engine)
    {
        var contexts = engine.Get<ContextService>();
        var samples = await engine.UntilAsync(() => contexts.ListAsync(1, 50, null, CancellationToken.None), list => list.Total == SampleTexts.Read().Count);
        foreach (var sample in samples.Items)
            await contexts.DeleteAsync(sample.Id, CancellationToken.None);
        var stored = await contexts.CreateAsync("Cards", _text, "local", storesDuplicate: true, CancellationToken.None);
        await engine.UntilAsync(
            async () => (await contexts.FindAsync(stored.Id, CancellationToken.None))!.Notes == NotesState.Ready && engine.Get<SleepMonitor>().Current is null, done => done);
        return stored.Id;
    }

    private static async Task<IReadOnlyList<Run>> AskAsync(RunningEngine engine, Guid context, params AnswerMode[] modes)
    {
        var asked = await engine.Get<AnswerService>().AskAsync(
            new AskRequest
            {
                ContextId = context, Question = "How many cards does Leo have?", Modes = modes.Length > 0 ? modes : [AnswerMode.Standard, AnswerMode.SleepTime], Verbosity = 1, Owner = "local",
            },
            CancellationToken.None);
        List<Run> ended = [];
        foreach (var run in asked.Runs)
            ended.Add(((RunEnded)(await engine.Get<RunRegistry>().WatchAsync(run.Id, CancellationToken.None).ToListAsync())[^1]).Run);
        return ended;
    }

    /// <summary>What is computed neither with the question nor after it, in both modes.</summary>
    private static async Task<int[]> PrefixLengthsAsync(RunningEngine engine, Guid context)
    {
        var prompts = engine.Get<ModelHost>().Require().Prompts;
        var notes = Assert.Single(await engine.Get<NotesService>().ListAsync(context, CancellationToken.None) ?? []).Notes;
        string[] lines = [.. notes.Lines.Where(line => !line.Struck).Select(line => line.Text)];
        int[][] prefixes = [prompts.StandardPrefix(_text), prompts.NotesPrefix(_text, lines)];
        int[][] asked = [prompts.Standard(_text, "How many cards does Leo have?", 1), prompts.FromNotes(_text, lines, "How many cards does Leo have?", 1)];
        return [.. prefixes.Zip(asked, (prefix, prompt) => prefix.AsSpan().CommonPrefixLength(prompt))];
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation.Prefixes;

public sealed class StateDiskTests : IDisposable
{
    private static readonly StateIdentity _identity = new("abc", "tiny-1", new FakeLoadedModel().StateFormat);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Guid _context = Guid.NewGuid();

    [Fact]
    public void Load_AfterARestart_GivesWhatWasWritten()
    {
        var written = State([1, 2, 3, 4]);
        Open().Write(written);

        var disk = Open();
        var loaded = disk.Load(Find(disk, 1, 2, 9), GenerationClass.Question);

        Assert.NotNull(loaded);
        Assert.Equal(written.Tokens, loaded.Tokens);
        Assert.Equal(written.Payload, loaded.Payload);
        Assert.Equal((PrefixTier.Disk, new PrefixOwner(GenerationClass.Question, _context)), (loaded.Tier, loaded.Owner));
        Assert.Equal(SizeOfFiles(), disk.Bytes);
    }

    [Theory]
    [InlineData(4)] // the mark
    [InlineData(20)] // the manifest's checksum
    [InlineData(200)] // the manifest
    [InlineData(-1)] // the payload
    public void Load_OneBitIsFlipped_IsRefusedAndDeleted(int at)
    {
        Open().Write(State([1, 2, 3]));
        var bytes = File.ReadAllBytes(OnlyFile());
        bytes[at < 0 ? ^-at : at] ^= 4;
        File.WriteAllBytes(OnlyFile(), bytes);

        AssertRefused();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(-1)]
    public void Load_CutOff_IsRefusedAndDeleted(int length)
    {
        Open().Write(State([1, 2, 3]));
        var bytes = File.ReadAllBytes(OnlyFile());
        File.WriteAllBytes(OnlyFile(), length < 0 ? bytes[..^-length] : bytes[..length]);

        AssertRefused();
    }

    [Fact]
    public void Load_FileChangedSinceTheStart_IsRefusedAndDeleted()
    {
        var disk = Open();
        disk.Write(State([1, 2, 3]));
        var found = Find(disk, 1, 2, 3);
        var bytes = File.ReadAllBytes(OnlyFile());
        bytes[^1] ^= 1;
        File.WriteAllBytes(OnlyFile(), bytes);

        Assert.Null(disk.Load(found, GenerationClass.Question));

        Assert.False(disk.TryFindLongest([1, 2, 3], out _, out _));
        Assert.Empty(Files());
        Assert.Equal(0, disk.Bytes);
    }

    [Fact]
    public void Load_DeletedMeanwhile_IsNotThere()
    {
        var disk = Open();
        disk.Write(State([1, 2, 3]));
        var found = Find(disk, 1, 2, 3);
        disk.Forget(_context);

        Assert.Null(disk.Load(found, GenerationClass.Question));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public static TheoryData<string> OtherIdentities => ["model", "prompt", "library", "variant", "keys", "attention", "rope", "lora", "tokenizer"];

    [Theory]
    [MemberData(nameof(OtherIdentities))]
    public void TryFindLongest_StateOfAnotherIdentity_IsNotFound(string what)
    {
        var format = _identity.Format;
        var other = what switch
        {
            "model" => _identity with { ModelSha256 = "abd" },
            "prompt" => _identity with { PromptVersion = "tiny-2" },
            "library" => _identity with { Format = format with { Library = "fake 1.1" } },
            "variant" => _identity with { Format = format with { Variant = "fake gpu" } },
            "keys" => _identity with { Format = format with { KeyType = "q8_0" } },
            "attention" => _identity with { Format = format with { FlashAttention = false } },
            "rope" => _identity with { Format = format with { Rope = "freq_base=1" } },
            "lora" => _identity with { Format = format with { Lora = "one" } },
            _ => _identity with { Format = format with { TokenizerSha256 = "0001" } },
        };
        Open(other).Write(State([1, 2, 3]));

        var disk = Open();

        Assert.False(disk.TryFindLongest([1, 2, 3], out _, out _));
        // It counts, so that it can make room.
        Assert.Equal(SizeOfFiles(), disk.Bytes);
    }

    [Fact]
    public void Write_KilledBeforeTheRename_LeavesTheOldStatesOnly()
    {
        Open().Write(State([1, 2, 3]));
        Assert.Throws<InvalidOperationException>(() => Open(beforeRename: () => throw new InvalidOperationException("Killed.")).Write(State([7, 8, 9])));
        var temporary = Assert.Single(Files(), file => file.EndsWith(StateFile.TemporaryExtension, StringComparison.Ordinal));
        // A kill in the middle of writing leaves less.
        File.WriteAllBytes(temporary, File.ReadAllBytes(temporary)[..50]);

        var disk = Open();

        Assert.False(disk.TryFindLongest([7], out _, out _));
        Assert.NotNull(disk.Load(Find(disk, 1), GenerationClass.Question));
        Assert.Single(Files());
    }

    [Fact]
    public void Write_PastTheBudget_GivesUpOtherModelsThenTheLeastUrgentThenTheOldest()
    {
        Open(_identity with { ModelSha256 = "other" }).Write(State([5, 5, 5]));
        var size = SizeOfFiles();
        var disk = Open(budget: 3 * size + 30);
        disk.Write(State([1]));
        disk.Write(State([2], GenerationClass.Sleep));
        Assert.Equal(3, Files().Length);

        disk.Write(State([3]));
        Assert.True(disk.TryFindLongest([2], out _, out _));
        disk.Write(State([4]));
        Assert.False(disk.TryFindLongest([2], out _, out _));
        Assert.NotNull(disk.Load(Find(disk, 1), GenerationClass.Question));
        disk.Write(State([6]));

        Assert.False(disk.TryFindLongest([3], out _, out _));
        Assert.True(disk.TryFindLongest([1], out _, out _));
        Assert.Equal(SizeOfFiles(), disk.Bytes);
        Assert.InRange(disk.Bytes, 1, 3 * size + 30);
    }

    [Fact]
    public void Write_LargerThanTheBudget_LeavesWhatIsThere()
    {
        var disk = Open(budget: 2_000);
        disk.Write(State([1]));

        disk.Write(State([2]) with { Payload = new byte[3_000] });

        Assert.Equal([1], Find(disk, 1).Manifest!.Tokens);
        Assert.False(disk.TryFindLongest([2], out _, out _));
    }

    [Fact]
    public void Open_OneFileCannotBeRead_LooksAtTheOthers()
    {
        foreach (var token in Enumerable.Range(1, 3))
            Open().Write(State([token]));
        using (new FileStream(Files().Order().First(), FileMode.Open, FileAccess.Read, FileShare.None))
            Assert.Equal(2, Enumerable.Range(1, 3).Count(token => Open().TryFindLongest([token], out _, out _)));

        Assert.Equal(3, Files().Length);
    }

    [Fact]
    public void Open_BudgetIsSmallerThanBefore_DeletesWhatNoLongerFits()
    {
        Open().Write(State([1]));

        Assert.Equal(0, Open(budget: 0).Bytes);
        Assert.Empty(Files());
    }

    [Fact]
    public void Discard_StateWasWrittenAgainSince_LeavesTheNewOne()
    {
        var disk = Open(budget: 2_000);
        disk.Write(State([1, 2]));
        var old = Find(disk, 1, 2);
        disk.Discard(old);
        disk.Write(State([1, 2]));

        disk.Discard(old);

        Assert.NotSame(old, Find(disk, 1, 2));
        Assert.NotNull(disk.Load(Find(disk, 1, 2), GenerationClass.Question));
        Assert.Equal(SizeOfFiles(), disk.Bytes);
        // Ends, since every entry can be given up.
        disk.Write(State([3]) with { Payload = new byte[1_200] });
        Assert.Single(Files());
    }

    [Fact]
    public void Hide_StateWasWrittenAgainSince_TheNewFileStays()
    {
        var disk = Open();
        disk.Write(State([1, 2]));
        var path = Assert.Single(disk.Hide(State([1, 2])));
        Assert.False(disk.TryFindLongest([1, 2], out _, out _));
        disk.Write(State([1, 2]));

        disk.DeleteHidden(path);

        Assert.Single(Files());
        Assert.Equal([path], disk.Hide(State([1, 2])));
        disk.DeleteHidden(path);
        Assert.Empty(Files());
    }

    [Fact]
    public void Write_SameStateAgain_IsKeptOnce()
    {
        var disk = Open();
        disk.Write(State([1, 2]));
        disk.Write(State([1, 2]));

        Assert.Single(Files());
        Assert.Equal(SizeOfFiles(), disk.Bytes);
    }

    [Fact]
    public void Write_NewFile_IsForThisUserOnly()
    {
        Open().Write(State([1]));

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OnlyFile()));
    }

    [Fact]
    public void Forget_OneContext_LeavesNoFileOfItAndAllOfTheOthers()
    {
        var disk = Open();
        disk.Write(State([1]));
        Open(_identity with { ModelSha256 = "other" }).Write(State([2]));
        disk.Write(State([3]) with { Owner = new PrefixOwner(GenerationClass.Question, Guid.NewGuid()) });

        disk.Forget(_context);

        Assert.False(disk.TryFindLongest([1], out _, out _));
        Assert.Equal([3], Find(disk, 3).Manifest!.Tokens);
        Assert.Single(Files());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, _context.ToString("N"))));
    }

    public void Dispose() => _folder.Dispose();

    private void AssertRefused()
    {
        var disk = Open();
        if (disk.TryFindLongest([1, 2, 3], out var state, out _))
            Assert.Null(disk.Load(state, GenerationClass.Question));
        Assert.False(disk.TryFindLongest([1, 2, 3], out _, out _));
        Assert.Empty(Files());
        Assert.Equal(0, disk.Bytes);
    }

    private StateDisk Open(StateIdentity? identity = null, long budget = 1 << 20, Action? beforeRename = null)
    {
        var disk = new StateDisk(new StateFolder(_folder.Path), identity ?? _identity, budget, _time, NullLogger.Instance, beforeRename);
        disk.Open();
        return disk;
    }

    private SavedState State(int[] tokens, GenerationClass @class = GenerationClass.Question) =>
        new(tokens, [.. Enumerable.Range(0, 500).Select(value => (byte)(value + tokens[0]))], new PrefixOwner(@class, _context), PrefixTier.Memory);

    private static DiskState Find(StateDisk disk, params int[] tokens)
    {
        Assert.True(disk.TryFindLongest(tokens, out var state, out _));
        return state;
    }

    private string[] Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);

    private string OnlyFile() => Assert.Single(Files());

    private long SizeOfFiles() => Files().Sum(file => new FileInfo(file).Length);
}

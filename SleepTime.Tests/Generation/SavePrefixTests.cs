using SleepTime.Engine.Generation;
using SleepTime.Engine.Generation.Prefixes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Generation;

/// <summary>Who has a prefix saved is told whether its file is there.</summary>
public sealed class SavePrefixTests
{
    private readonly Guid _context = Guid.NewGuid();

    [Fact]
    public async Task SavePrefix_FileIsWritten_IsSavedTheSecondTimeAsWell()
    {
        await using var disk = new StuckDisk();
        disk.GoOn();

        Assert.Equal(PrefixSaveOutcome.Saved, await disk.Save('a', _context).Outcome);
        Assert.Single(disk.FilesOf(_context));
        Assert.Equal(PrefixSaveOutcome.Saved, await disk.Save('a', _context).Outcome);
        Assert.Equal(1, disk.Copies);
    }

    [Fact]
    public async Task SavePrefix_AsManyAsAllowedWaitToBeWritten_SaysThatTheDiskIsBusy()
    {
        await using var disk = new StuckDisk();
        var others = await disk.FillAsync();

        Assert.Equal(PrefixSaveOutcome.DiskBusy, await disk.Save('a', _context).Outcome);

        disk.GoOn();
        PrefixSaveOutcome[] expected = [PrefixSaveOutcome.NotWritten, .. Enumerable.Repeat(PrefixSaveOutcome.Saved, 4)];
        Assert.Equal(expected, await others);
        Assert.Empty(disk.FilesOf(_context));
    }

    [Fact]
    public async Task StatesWritten_SomeWait_CompletesWhenTheyAreWritten()
    {
        await using var disk = new StuckDisk();
        var others = await disk.FillAsync();
        var written = disk.Service.StatesWrittenAsync();
        Assert.False(written.IsCompleted);

        disk.GoOn();
        await written;

        Assert.Equal(4, (await others).Count(outcome => outcome == PrefixSaveOutcome.Saved));
        Assert.Equal(PrefixSaveOutcome.Saved, await disk.Save('a', _context).Outcome);
    }

    [Fact]
    public async Task SavePrefix_LargerThanTheBudget_SaysThatItIsTooLarge()
    {
        await using var disk = new StuckDisk(new GenerationOptions { StateDiskBytes = 100 * sizeof(int) - 1 });

        Assert.Equal(PrefixSaveOutcome.TooLarge, await disk.Save('a', _context).Outcome);
        Assert.Equal(0, disk.Copies);
    }

    [Fact]
    public async Task SavePrefix_FitsTheBudgetOnlyWithoutItsManifest_SaysThatItIsTooLarge()
    {
        await using var disk = new StuckDisk(new GenerationOptions { StateDiskBytes = 100 * sizeof(int) });

        Assert.Equal(PrefixSaveOutcome.TooLarge, await disk.Save('a', _context).Outcome);
        Assert.Empty(disk.FilesOf(_context));
    }

    [Fact]
    public async Task SavePrefix_NoMemoryForTheCopy_SaysThatItWasNotCopied()
    {
        await using var disk = new StuckDisk();
        disk.Model.OnSave = () => throw new InsufficientMemoryException();

        Assert.Equal(PrefixSaveOutcome.NotCopied, await disk.Save('a', _context).Outcome);
    }

    [Fact]
    public async Task SavePrefix_EngineStopsBeforeItIsRead_SaysThatItWasNotRead()
    {
        var hold = new EngineHold();
        await using var disk = new StuckDisk();
        hold.Allow(0);
        disk.Model.OnDecode = _ => hold.Pass();
        var save = disk.Save('a', _context);
        var stopped = disk.Service.StopAsync();
        hold.LetGo();

        Assert.Equal(PrefixSaveOutcome.NotRead, await save.Outcome);
        await stopped;
        Assert.Empty(disk.FilesOf(_context));
    }
}

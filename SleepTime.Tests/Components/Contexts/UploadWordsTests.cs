using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Contexts.Uploads;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class UploadWordsTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void State_BeingRead_TellsThePage() =>
        Assert.Equal("Reading page 120 of 1,000", UploadWords.State(Item(UploadState.Extracting, progress: new ExtractionProgress(120, 1_000))));

    [Theory]
    [InlineData(UploadState.Received, "Waits to be read")]
    [InlineData(UploadState.Extracting, "Reading it")]
    [InlineData(UploadState.Stored, "Stored")]
    [InlineData(UploadState.Duplicate, "Already there")]
    [InlineData(UploadState.Failed, "Failed")]
    public void State_Any_HasAWord(UploadState state, string expected) => Assert.Equal(expected, UploadWords.State(Item(state)));

    [Theory]
    [InlineData(100, 200, "100 tokens: fits the 200 that the loaded model has room for.")]
    [InlineData(300, 200, "300 tokens: too long to read at once, since the loaded model has room for 200. It is read in sections, and a question gets those that match it.")]
    [InlineData(300, null, "300 tokens.")]
    public void About_Stored_TellsWhetherItFits(int tokens, int? limit, string expected)
    {
        var item = Item(UploadState.Stored, contextId: Guid.CreateVersion7());
        item.Upload.Tokens = tokens;

        Assert.Equal(expected, UploadWords.About(item, limit, _now));
    }

    [Fact]
    public void About_StoredWithGaps_TellsThem()
    {
        var item = Item(UploadState.Stored, contextId: Guid.CreateVersion7());
        (item.Upload.Tokens, item.Upload.Gaps) = (100, new DocumentGaps(12, 10, []));

        Assert.StartsWith("At most 100 tokens.", UploadWords.About(item, null, _now, isEstimate: true), StringComparison.Ordinal);
        Assert.Equal("100 tokens. 10 of 12 pages have text; the others may be scanned. Text recognition (OCR) makes text of them.", UploadWords.About(item, null, _now));
    }

    [Fact]
    public void About_Failed_TellsHowLongTheFileIsKept()
    {
        Assert.Equal("The file is kept for 3 days.", UploadWords.About(Item(UploadState.Failed), null, _now));
        Assert.Equal("The file is kept for 5 hours.", UploadWords.About(Item(UploadState.Failed), null, _now.AddHours(67)));
        Assert.Equal("Nothing of the file was kept; choose it anew to try again.", UploadWords.About(Item(UploadState.Failed, hasBytes: false), null, _now));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(ContextRefusal.TooSlow, true)]
    [InlineData(ContextRefusal.Empty, false)]
    [InlineData(ContextRefusal.NotText, false)]
    [InlineData(ContextRefusal.TooMuchMemory, true)]
    [InlineData(ContextRefusal.TooManyPages, true)]
    [InlineData(ContextRefusal.TooLarge, true)]
    [InlineData(ContextRefusal.Scanned, false)]
    public void CanTryAgain_ByReason_OnlyWhereItCanEndOtherwise(ContextRefusal? reason, bool can)
    {
        var item = Item(UploadState.Failed);
        item.Upload.Refusal = reason;

        Assert.Equal(can, UploadWords.CanTryAgain(item.Upload));
        Assert.Equal(!can, UploadWords.About(item, null, _now)!.StartsWith("Trying again would end the same way.", StringComparison.Ordinal));
    }

    [Fact]
    public void About_Duplicate_NamesTheContextThatHasIt() =>
        Assert.StartsWith("“Marbles” has the very same text.", UploadWords.About(Item(UploadState.Duplicate) with { ContextTitle = "Marbles" }, null, _now));

    [Fact]
    public void Summary_Counts_LeavesOutWhatIsNot() => Assert.Equal("2 being read, 1,000 stored, 1 failed", UploadWords.Summary(new(2, 1_000, 0, 1)));

    private static UploadDetails Item(UploadState state, ExtractionProgress? progress = null, bool hasBytes = true, Guid? contextId = null) => new(
        new Upload
        {
            Owner = "maya", FileName = "a.pdf", Size = 10, State = state, HasBytes = hasBytes, ContextId = contextId,
            CreatedAt = _now, KeptUntil = _now.AddHours(72),
        },
        null,
        progress);
}

using SleepTime.Engine.Sleeping;

namespace SleepTime.Tests.Sleeping;

public sealed class LoopGuardTests
{
    private readonly LoopGuard _guard = new();

    [Fact]
    public void Add_LinesThatDiffer_IsNoLoop() => Assert.False(_guard.Add(string.Join('\n', Enumerable.Range(0, 500).Select(number => $"line {number}"))));

    [Fact]
    public void Add_TheSameLineOverAndOver_IsALoop()
    {
        Assert.False(_guard.Add("Maya has 3.\nMaya has 3.\nMaya has 3.\n"));
        Assert.True(_guard.Add("Maya has 3.\n"));
    }

    [Fact]
    public void Add_AFewLinesInTurn_IsALoop() => Assert.True(_guard.Add(string.Concat(Enumerable.Repeat("one\ntwo\n", 4))));

    [Fact]
    public void Add_TextInPieces_SeesWholeLines() =>
        Assert.Equal([false, true], new[] { "a b\na b\na b\na ", "b\n" }.Select(piece => _guard.Add(piece)));

    [Fact]
    public void Add_OneLineWithoutEnd_IsALoop() => Assert.True(_guard.Add(new string('x', NotesParser.MaxLength + 1)));

    [Fact]
    public void Add_EmptyLines_IsNoLoop() => Assert.False(_guard.Add(new string('\n', 100)));
}

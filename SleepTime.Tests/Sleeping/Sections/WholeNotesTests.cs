using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Sections;

namespace SleepTime.Tests.Sleeping.Sections;

public sealed class WholeNotesTests
{
    [Fact]
    public void Choose_RoomForAll_KeepsTheOrderOfTheTextAndEachLineOnce()
    {
        PartNotes[] parts = [Part(0, Line("a"), Line("b", pass: 2)), Part(0, Line("b."), Line("c", struck: true), Line("d"))];

        Assert.Equal(["a", "b", "d"], Texts(WholeNotes.Choose(parts, new HashSet<string>(), room: 100, _ => 1)));
    }

    [Fact]
    public void Choose_LittleRoom_TakesTheBestOfEachPartFirst()
    {
        PartNotes[] parts = [Part(0, Line("a1"), Line("a2", verified: true), Line("a3", verified: true, pass: 3)), Part(0, Line("b1"), Line("b2", pass: 2))];

        Assert.Equal(["a3", "b2"], Texts(WholeNotes.Choose(parts, new HashSet<string>(), room: 4, _ => 1)));
    }

    [Fact]
    public void Choose_WhatWasCombined_ComesFirstAndStandsLast()
    {
        PartNotes[] parts = [Part(0, Line("a", pass: 3)), Part(0, Line("b")), Part(1, Line("both"))];

        var chosen = WholeNotes.Choose(parts, new HashSet<string> { "b" }, room: 4, _ => 1);

        Assert.Equal([("a", 3), ("both", 4)], chosen.Select(line => (line.Text, line.Pass)));
    }

    [Fact]
    public void Choose_AnyParts_NeverTakesMoreThanTheRoomNorALineTwice()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            PartNotes[] parts = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Part(random.Next(2), [.. Enumerable.Range(0, random.Next(6))
                .Select(_ => Line(new string((char)('a' + random.Next(5)), random.Next(1, 9)), random.Next(1, 4), random.Next(2) == 0, random.Next(4) == 0))]))];
            var room = random.Next(40);

            var chosen = Texts(WholeNotes.Choose(parts, new HashSet<string>(), room, line => line.Length));

            Assert.InRange(chosen.Sum(line => line.Length + 1), 0, room);
            Assert.Equal(chosen.Count, chosen.Distinct().Count());
        }
    }

    [Fact]
    public void Pieces_AnyLines_HoldThemAllInOrderWithinTheirRoom()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            List<string> lines = [.. Enumerable.Range(0, random.Next(20)).Select(number => $"{number} {new string('x', random.Next(12))}")];

            var pieces = NotesPieces.Of(lines, most: 30, line => line.Length);

            Assert.Equal(lines, pieces.SelectMany(piece => piece.Split('\n')));
            Assert.All(pieces, piece => Assert.InRange(piece.Length + 1, 1, 30));
        }
    }

    [Theory]
    [InlineData(null, 0, 4, null)]
    [InlineData(1_000, 0, 4, 250)]
    [InlineData(1_000, 400, 2, 300)]
    [InlineData(1_000, 950, 10, 50)]
    [InlineData(1_000, 0, 100, 100)]
    [InlineData(1_000, 1_200, 3, 1)]
    public void Budget_OfAPart_IsAnEvenShareButNoLessThanAPass(int? budget, int spent, int left, int? expected)
    {
        var job = new SleepJob
        {
            ContextId = Guid.Empty, ContextVersionId = Guid.Empty, Owner = "maya", PassesWanted = 3, TokenBudget = budget,
            SectionUsage = new Engine.Generation.TokenUsage(0, 0, spent), CreatedAt = default,
        };

        Assert.Equal(expected, SectionBudget.Of(job, left, pass: 100));
    }

    private static PartNotes Part(int level, params SectionNote[] lines) => new(level, lines);

    private static SectionNote Line(string text, int pass = 1, bool verified = false, bool struck = false) => new(text, pass, verified ? true : null, null, struck, null, null);

    private static List<string> Texts(IEnumerable<SectionNote> lines) => [.. lines.Select(line => line.Text)];
}

using System.Globalization;
using System.Text;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Engine.Contexts.Sections;

namespace SleepTime.Tests.Contexts.Sections;

/// <summary>A token is a UTF-8 byte here, so that sizes can be told by looking.</summary>
public sealed class SectionSplitterTests
{
    [Fact]
    public void Split_HeadingsInTheText_BeginsASectionAtEach()
    {
        var text = $"# One\n{Words(60)}\n\n# Two\n{Words(60)}\n\n# Three\n{Words(60)}";

        var sections = Split(text, budget: 400);

        Assert.Equal(["One", "Two", "Three"], sections.Select(section => section.Label));
        Assert.All(sections, section => Assert.StartsWith("# ", text[section.Start..], StringComparison.Ordinal));
    }

    [Fact]
    public void Split_ShortPages_JoinsThemAndSaysWhich()
    {
        var pages = Enumerable.Range(1, 6).Select(number => $"{Words(80)}\n\n").ToList();
        var marks = pages.Select((_, index) => new PageMark(index + 1, pages.Take(index).Sum(page => page.Length))).ToList();
        var text = string.Concat(pages);

        var sections = SectionSplitter.Split(text, new DocumentOutline(marks, []), Bytes, budget: 1_000);

        Assert.Equal(["Pages 1–2", "Pages 3–4", "Pages 5–6"], sections.Select(section => section.Label));
    }

    [Fact]
    public void Split_Paragraphs_CutsBetweenThem()
    {
        var text = string.Join("\n\n", Enumerable.Range(0, 20).Select(_ => Words(12)));

        var sections = Split(text, budget: 200);

        Assert.All(sections.SkipLast(1), section => Assert.EndsWith("\n\n", text[section.Start..section.End], StringComparison.Ordinal));
    }

    [Fact]
    public void Split_OnePartOfAHeadingAfterTheOther_CountsThem()
    {
        var sections = Split($"# Method\n{Words(200)}", budget: 400);

        Assert.Equal(Enumerable.Range(1, sections.Count).Select(number => $"Method ({number} of {sections.Count})"), sections.Select(section => section.Label));
    }

    [Fact]
    public void Split_OneLineWithoutASpace_NeverPartsWhatIsSeenAsOneCharacter()
    {
        var family = "👨‍👩‍👧‍👦";
        var text = string.Concat(Enumerable.Repeat(family + "e\u0301", 200));

        var sections = Split(text, budget: 100);

        var starts = StringInfo.ParseCombiningCharacters(text).ToHashSet();
        Assert.All(sections, section => Assert.Contains(section.Start, starts));
        AssertCovers(text, sections, budget: 100);
    }

    [Fact]
    public void Split_RightToLeftText_IsCutBetweenWords()
    {
        var text = string.Join(' ', Enumerable.Repeat("שלום עולם", 200));

        var sections = Split(text, budget: 100);

        AssertCovers(text, sections, budget: 100);
        Assert.All(sections.SkipLast(1), section => Assert.EndsWith(" ", text[section.Start..section.End], StringComparison.Ordinal));
    }

    [Fact]
    public void Split_ALongText_CountsEachSectionAFewTimes()
    {
        var text = Words(200_000);
        long counted = 0;

        var sections = SectionSplitter.Split(text, DocumentOutline.Empty, part => { counted += part.Length; return Bytes(part); }, budget: 1_000);

        AssertCovers(text, sections, budget: 1_000);
        Assert.InRange(counted, text.Length, 6L * text.Length);
    }

    [FsCheck.Xunit.Property(MaxTest = 300)]
    public bool Split_AnyText_CoversItWithinTheBudget(FsCheck.NonEmptyArray<string> words, FsCheck.PositiveInt size, bool headings)
    {
        string[] joints = [" ", "\n\n", "\n# H\n", "", ". ", "😀", "\u0301"];
        var text = new StringBuilder();
        for (var i = 0; i < words.Get.Length * 6; i++)
            text.Append(Sound(words.Get[i % words.Get.Length])).Append(joints[(i * 7 + size.Get) % joints.Length]);
        var budget = 32 + (size.Get % 200);
        var whole = text.ToString();

        var sections = SectionSplitter.Split(whole, headings ? PlainOutline.Of(whole) : DocumentOutline.Empty, Bytes, budget);

        return string.Concat(sections.Select(section => whole.Substring(section.Start, section.Length))) == whole
            && sections.All(section => section.Tokens == Bytes(whole[section.Start..section.End]) && section.Length > 0)
            && sections.All(section => section.Tokens <= budget || new StringInfo(whole[section.Start..section.End]).LengthInTextElements == 1);
    }

    [Fact]
    public void Keep_OneSectionEdited_LeavesAllOthersAsTheyWere()
    {
        var text = Numbered(40);
        var before = Split(text, budget: 300);
        var edited = text.Replace("word 200 ", "word 200 and some more that was not there before ", StringComparison.Ordinal);

        var after = Keep(text, edited, before, budget: 300);

        AssertCovers(edited, after, budget: 300);
        var kept = before.Select(section => text[section.Start..section.End]).Intersect(after.Select(section => edited[section.Start..section.End])).Count();
        Assert.Equal(before.Count - 1, kept);
    }

    [Fact]
    public void Keep_TwoSectionsEdited_LeavesThoseBetweenAsTheyWere()
    {
        var text = Numbered(40);
        var before = Split(text, budget: 300);
        var edited = text.Replace("word 50 ", "another ", StringComparison.Ordinal).Replace("word 350 ", "another ", StringComparison.Ordinal);

        var after = Keep(text, edited, before, budget: 300);

        AssertCovers(edited, after, budget: 300);
        Assert.Equal(before.Count - 2, before.Select(section => text[section.Start..section.End]).Intersect(after.Select(section => edited[section.Start..section.End])).Count());
    }

    [Fact]
    public void Keep_AnEditedSection_KeepsItsLabel()
    {
        var text = $"{Words(40)}\n\n{Words(50)}\n\n{Words(60)}";
        var second = text.IndexOf("\n\n", StringComparison.Ordinal) + 2;
        var third = text.LastIndexOf("\n\n", StringComparison.Ordinal) + 2;
        IReadOnlyList<EarlierSection> before =
        [
            new(text[..second], second, "Page 1"), new(text[second..third], third - second, "Page 2"), new(text[third..], text.Length - third, "Page 3"),
        ];

        var after = SectionKeeping.Split(text.Insert(second + 5, "new "), DocumentOutline.Empty, before, Bytes, budget: 500);

        Assert.Equal(["Page 1", "Page 2", "Page 3"], after.Select(section => section.Label));
    }

    private static IReadOnlyList<TextSection> Keep(string text, string edited, IReadOnlyList<TextSection> before, int budget) => SectionKeeping.Split(
        edited, PlainOutline.Of(edited), [.. before.Select(section => new EarlierSection(text[section.Start..section.End], section.Tokens, section.Label))], Bytes, budget);

    private static IReadOnlyList<TextSection> Split(string text, int budget) => SectionSplitter.Split(text, PlainOutline.Of(text), Bytes, budget);

    private static void AssertCovers(string text, IReadOnlyList<TextSection> sections, int budget)
    {
        Assert.Equal(text, string.Concat(sections.Select(section => text.Substring(section.Start, section.Length))));
        Assert.All(sections, section => Assert.InRange(section.Tokens, 1, budget));
    }

    private static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    // Half a surrogate pair is no text; intake refuses it.
    private static string Sound(string? word) => string.Concat((word ?? "").Where(character => !char.IsSurrogate(character)));

    private static string Words(int count) => string.Join(' ', Enumerable.Repeat("word", count)) + ".";

    private static string Numbered(int paragraphs) => string.Join("\n\n", Enumerable.Range(0, paragraphs).Select(paragraph =>
        string.Concat(Enumerable.Range(paragraph * 10, 10).Select(number => $"word {number} "))));
}

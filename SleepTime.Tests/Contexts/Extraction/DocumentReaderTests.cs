using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Tests.Support;
using Math = DocumentFormat.OpenXml.Math;

namespace SleepTime.Tests.Contexts.Extraction;

public sealed class DocumentReaderTests : DocumentReading
{
    [Fact]
    public async Task Read_Markdown_KeepsItAndNotesItsHeadings()
    {
        var read = await ReadAsync("notes.md", "\n# A *title*\r\n\r\nWords.\r\n\r\n```\n# no heading\n```\n\nSecond `part`\n---\n"u8.ToArray());

        Assert.StartsWith("# A *title*\n\nWords.", read.Text);
        Assert.Equal([(1, "A title", "# A *title*"), (2, "Second part", "Second `part`")], Headings(read));
    }

    [Fact]
    public async Task Read_Html_LeavesOutWhatNobodySees()
    {
        var page = """
            <html><head><title>Tab</title><style>p { color: red }</style></head><body>
            <script>alert("stolen")</script><noscript>Turn scripts on</noscript>
            <h1>Bugs <b>closed</b></h1><p>Team   Gold closed <i>7</i>.<br>Team White 4.</p>
            <p hidden>hidden words</p><div style="display: none">more hidden words</div>
            <ul><li>first</li><li>second</li></ul>
            <table><tr><th>Team</th><th>Bugs</th></tr><tr><td>Gold</td><td>7</td></tr></table>
            <pre>  a
              b</pre><img src="x" onerror="alert(1)"></body></html>
            """;

        var read = await ReadAsync("page.html", Encoding.UTF8.GetBytes(page));

        Assert.StartsWith("Bugs closed\n\nTeam Gold closed 7.\nTeam White 4.\n- first\n- second\nTeam | Bugs\nGold | 7", read.Text);
        Assert.Equal([(1, "Bugs closed", "Bugs closed")], Headings(read));
        Assert.All(["alert", "hidden", "color", "Turn scripts", "Tab"], absent => Assert.DoesNotContain(absent, read.Text));
    }

    [Theory]
    [InlineData("<table><tr><td><p>Gold</p></td><td><div><p>7</p></div></td></tr><tr><td>White<br>B</td><td>4</td></tr></table>", "Gold | 7\nWhite B | 4")]
    [InlineData("<table><tr><td><h1>News</h1><p>One.</p><p>Two.</p></td></tr></table>", "News\n\nOne.\n\nTwo.")]
    [InlineData("<ul><li><p>x</p><p>more</p></li><li>y<ul><li><p>z</p></li></ul>rest</li></ul><p>after</p>", "- x\n\nmore\n- y\n- z\nrest\n\nafter")]
    [InlineData("<pre>12<br>34</pre>", "12\n34")]
    public async Task Read_HtmlWithBlocksInCellsAndItems_KeepsItsRowsAndItems(string page, string expected) =>
        Assert.Equal(expected, (await ReadAsync("page.html", Encoding.UTF8.GetBytes(page))).Text);

    [Fact]
    public async Task Read_MarkdownOfHeadingsAlone_HasAnOutlineOfSomeSize()
    {
        var read = await ReadAsync("many.md", Encoding.UTF8.GetBytes("# " + new string('t', 300) + "\n" + string.Concat(Enumerable.Repeat("# a\n", 6_000))));

        Assert.Equal(5_000, read.Outline.Headings.Count);
        Assert.Equal(200, read.Outline.Headings[0].Title.Length);
    }

    [Fact]
    public async Task Read_HtmlNestedFiveThousandDeep_IsRead()
    {
        var page = string.Concat(Enumerable.Repeat("<div>", 5_000)) + "deep down" + string.Concat(Enumerable.Repeat("</div>", 5_000));

        Assert.Equal("deep down", (await ReadAsync("deep.html", Encoding.UTF8.GetBytes(page))).Text);
    }

    [Fact]
    public async Task Read_HtmlInAnEncodingItNames_IsRead() =>
        Assert.Equal("Zoë", (await ReadAsync("old.htm", Encoding.Latin1.GetBytes("<meta charset=iso-8859-1><p>Zoë</p>"))).Text);

    [Fact]
    public async Task Read_Pdf_KnowsPagesAndBookmarks()
    {
        var read = await ReadAsync("report.pdf", TestDocuments.PdfWithBookmarks([["Introduction", "Ann has 3 balls."], [], ["Results", "Ben has 4 balls."]], ("Introduction", 1), ("Results", 3)));

        Assert.Equal([1, 3], read.Outline.Pages.Select(page => page.Number));
        Assert.Equal((3, 2), (read.Outline.Gaps!.Pages, read.Outline.Gaps.PagesWithText));
        Assert.Equal([(1, "Introduction", "Introduction"), (1, "Results", "Results")], Headings(read));
        Assert.Equal("page 3, Results", read.Outline.PlaceAt(read.Text.IndexOf("Ben", StringComparison.Ordinal)).ToString());
    }

    [Fact]
    public async Task Read_Docx_KnowsHeadingsListsAndTables()
    {
        var read = await ReadAsync("report.docx", TestDocuments.Docx(
            TestDocuments.Words("Bugs", "Kop1"),
            TestDocuments.Words("Gold closed 7."),
            new Paragraph(new ParagraphProperties(new NumberingProperties(new NumberingId { Val = 1 })), new Run(new Text("an item"))),
            new Paragraph(new Run(new RunProperties(new Vanish()), new Text("hidden")), new Run(new DeletedText("deleted")), new Run(new Text("seen"))),
            TestDocuments.Words("By team", "Kop2"),
            new Table(
                new TableRow(new TableCell(TestDocuments.Words("Team")), new TableCell(TestDocuments.Words("Bugs"))),
                new TableRow(new TableCell(TestDocuments.Words("Gold")), new TableCell(TestDocuments.Words("7"))))));

        Assert.Equal("Bugs\n\nGold closed 7.\n- an item\n\nseen\n\nBy team\n\nTeam | Bugs\nGold | 7", read.Text);
        Assert.Equal([(1, "Bugs", "Bugs"), (2, "By team", "By team")], Headings(read));
    }

    [Fact]
    public async Task Read_DocxOfAForm_HasEveryWordOnce()
    {
        static Run Words(string text) => new(new Text(text));
        var box = new Run(new Picture(new DocumentFormat.OpenXml.Vml.Shape(new DocumentFormat.OpenXml.Vml.TextBox(new TextBoxContent(new Paragraph(Words("boxed")))))));
        var read = await ReadAsync("form.docx", TestDocuments.Docx(
            new Paragraph(new Run(new RunProperties(new Vanish { Val = false }), new Text("shown"))),
            new Paragraph(new MoveFromRun(Words("moved")) { Id = "1" }, Words("stays")),
            new Paragraph(new MoveToRun(Words("moved")) { Id = "2" }),
            new Paragraph(Words("so "), new DocumentFormat.OpenXml.Math.OfficeMath(new DocumentFormat.OpenXml.Math.Run(new DocumentFormat.OpenXml.Math.Text("a=3")))),
            new Table(
                new TableRow(new TableCell(TestDocuments.Words("Team")), new TableCell(new Paragraph(Words("Bugs "), box))),
                new SdtRow(new SdtContentRow(new TableRow(new TableCell(TestDocuments.Words("Gold")), new SdtCell(new SdtContentCell(new TableCell(TestDocuments.Words("7"))))))))));

        Assert.Equal("shown\n\nstays\n\nmoved\n\nso a=3\n\nTeam | Bugs boxed\nGold | 7", read.Text);
    }

    [Fact]
    public async Task Read_DocxWithTextBoxesAndFormulas_RunsNoNumbersTogether()
    {
        static Run Words(string text) => new(new Text(text));
        static Math.Run Symbols(string text) => new(new Math.Text(text));
        var box = new Run(new Picture(new DocumentFormat.OpenXml.Vml.Shape(new DocumentFormat.OpenXml.Vml.TextBox(
            new TextBoxContent(new Paragraph(Words("Total 12")), new Paragraph(Words("34 items")))))));
        var read = await ReadAsync("formulas.docx", TestDocuments.Docx(
            new Paragraph(Words("See"), box, Words("56 more")),
            new Paragraph(new Math.OfficeMath(new Math.Fraction(new Math.Numerator(Symbols("1")), new Math.Denominator(Symbols("2"))), Symbols("+"),
                new Math.Superscript(new Math.Base(Symbols("x")), new Math.SuperArgument(Symbols("2")))), Words(" of it")),
            new Paragraph(new Math.OfficeMath(new Math.Fraction(new Math.Numerator(Symbols("a+"), Symbols("b")), new Math.Denominator(Symbols("12"))), Symbols("="),
                new Math.Radical(new Math.Base(Symbols("16"))))),
            new Paragraph(new Math.OfficeMath(new Math.Subscript(new Math.Base(Symbols("a")), new Math.SubArgument(Symbols("1"))))),
            new Paragraph(new Math.OfficeMath(Symbols("3"), Half()), Words("cups")),
            new Paragraph(new Math.OfficeMath(new Math.MathFunction(new Math.FunctionName(new Math.Subscript(new Math.Base(Symbols("log")), new Math.SubArgument(Symbols("2")))), new Math.Base(Symbols("8"))))),
            new Paragraph(new Math.OfficeMath(Symbols("2"), new Math.Superscript(new Math.Base(new Math.Delimiter(new Math.Base(Symbols("a+b")))), new Math.SuperArgument(Symbols("2"))))),
            new Paragraph(new MoveFromRun(new Math.OfficeMath(Half())) { Id = "1" }, Words("gone"))));

        Assert.Equal("See\nTotal 12\n34 items\n56 more\n\n1/2+x^2 of it\n\n(a+b)/12=√(16)\n\na_1\n\n3 1/2 cups\n\nlog_2 8\n\n2(a+b)^2\n\ngone", read.Text);

        static Math.Fraction Half() => new(new Math.Numerator(Symbols("1")), new Math.Denominator(Symbols("2")));
    }

    [Fact]
    public async Task Read_PdfWithTextOnEachPage_HasNoGaps()
    {
        var read = await ReadAsync("report.pdf", TestDocuments.PdfOfPages(2));

        Assert.Equal(2, read.Outline.PageCount);
        Assert.Null(read.Outline.Gaps);
    }

    [Fact]
    public async Task Read_DocxWithNotes_HasThemBehindWhatRefersToThemAndSaysWhatItDidNotRead()
    {
        var read = await ReadAsync("report.docx", TestDocuments.DocxWithNotes());

        Assert.Equal(
            """
            Balls
            [endnote 1] Counted in March.

            Ann has 3 balls[footnote 1].
            [footnote 1] One of them is red.
            It is new.

            Ben has 4.

            Ann[footnote 1] | 3

            [footnote 2] Nobody refers to this.
            """.ReplaceLineEndings("\n"), read.Text);
        Assert.Equal([(1, "Balls", "Balls")], Headings(read));
        // The footer has nothing but a number.
        Assert.Equal([UnreadPart.HeadersAndFooters, UnreadPart.Comments], read.Outline.Gaps!.Unread);
    }

    [Fact]
    public async Task Read_DocxWithPageNumbersOnly_HasNoGaps()
    {
        var read = await ReadAsync("report.docx", TestDocuments.Docx(part => part.AddNewPart<FooterPart>().Footer = new Footer(TestDocuments.Words("7")), TestDocuments.Words("Words.")));

        Assert.Null(read.Outline.Gaps);
    }

    [Fact]
    public Task Read_NotesWithMoreTextThanAllowed_AreTooLarge() => AssertRefusedAsync(
        ContextRefusal.TooLarge, "long.docx",
        TestDocuments.Docx(part => part.AddNewPart<FootnotesPart>().Footnotes = new Footnotes(new Footnote(TestDocuments.Words(new string('x', 2_000))) { Id = 1 }), TestDocuments.Words("Words.")),
        "more than 1,024 bytes of text", maxTextBytes: 1_024);

    [Theory]
    [InlineData("data.csv", "a,b\n1,2")]
    [InlineData("data.json", """{"a": 1}""")]
    [InlineData("program.CS", "class A;")]
    [InlineData("rtl.txt", "שלום עולם")]
    [InlineData("emoji.txt", "👩‍👩‍👧 and 🏳️‍🌈")]
    public async Task Read_TextOfAnyKind_StaysAsItIs(string name, string text) =>
        Assert.Equal(text, (await ReadAsync(name, Encoding.UTF8.GetBytes(text))).Text);

    [Fact]
    public async Task Read_Emoji_HaveOffsetsInTheText()
    {
        var read = await ReadAsync("emoji.html", Encoding.UTF8.GetBytes("<p>👩‍👩‍👧 مرحبا</p><h2>🌙 Moon</h2>"));

        Assert.Equal([(2, "🌙 Moon", "🌙 Moon")], Headings(read));
    }

    [Fact]
    public Task Read_PdfWithoutText_IsScanned() => AssertRefusedAsync(ContextRefusal.Scanned, "scan.pdf", TestDocuments.Pdf([[], []]), "no text on its 2 pages");

    [Fact]
    public Task Read_PdfWithoutPages_IsEmpty() => AssertRefusedAsync(ContextRefusal.Empty, "none.pdf", TestDocuments.PdfOfPages(0), "is empty");

    [Fact]
    public Task Read_PdfWithPassword_IsEncrypted() => AssertRefusedAsync(ContextRefusal.Encrypted, "secret.pdf", TestDocuments.EncryptedPdf(), "protected with a password");

    [Fact]
    public Task Read_DocxWithPassword_IsEncrypted() =>
        AssertRefusedAsync(ContextRefusal.Encrypted, "secret.docx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "protected with a password");

    [Theory]
    [InlineData("cut.docx")]
    [InlineData("cut.pdf")]
    public async Task Read_HalfAFile_IsDamaged(string name)
    {
        var whole = name.EndsWith("pdf", StringComparison.Ordinal) ? "%PDF-1.7 and no more"u8.ToArray() : TestDocuments.Docx(TestDocuments.Words("Words."));
        await AssertRefusedAsync(ContextRefusal.Damaged, name, whole[..(whole.Length / 2)], "is damaged");
    }

    [Fact]
    public Task Read_OtherArchiveAsDocx_IsDamaged() => AssertRefusedAsync(ContextRefusal.Damaged, "fake.docx", [0x50, 0x4B, 0x05, 0x06, .. new byte[18]], "is damaged");

    [Theory]
    [InlineData("empty.pdf")]
    [InlineData("empty.html")]
    [InlineData("empty.md")]
    public Task Read_NoBytes_IsEmpty(string name) => AssertRefusedAsync(ContextRefusal.Empty, name, [], "is empty");

    [Fact]
    public Task Read_DocxWithoutWords_IsEmpty() => AssertRefusedAsync(ContextRefusal.Empty, "blank.docx", TestDocuments.Docx(TestDocuments.Words("  ")), "is empty");

    [Fact]
    public Task Read_HtmlWithInvalidUtf8_IsWrongEncoding() =>
        AssertRefusedAsync(ContextRefusal.WrongEncoding, "bad.html", [.. "<meta charset=utf-8><p>"u8, 0xFF, 0xFE, 0xC3, .. "</p>"u8], "not UTF-8");

    [Fact]
    public Task Read_MorePagesThanAllowed_NamesBoth() =>
        AssertRefusedAsync(ContextRefusal.TooManyPages, "long.pdf", TestDocuments.PdfOfPages(4), "has 4 pages; at most 3", maxPages: 3);

    [Fact]
    public Task Read_MoreTextThanAllowed_IsTooLarge() =>
        AssertRefusedAsync(ContextRefusal.TooLarge, "long.pdf", TestDocuments.PdfOfPages(60), "more than 1,024 bytes of text", maxTextBytes: 1024);

    [Fact]
    public Task Read_ArchiveThatUnpacksToMuch_IsRefusedUnopened() =>
        AssertRefusedAsync(ContextRefusal.TooLarge, "bomb.docx", TestDocuments.ZipBomb(megabytes: 40, lies: false), "unpacks to");

    [Fact]
    public async Task Read_ArchiveThatLiesAboutItsSize_EndsInARefusal()
    {
        var refused = await Assert.ThrowsAsync<ContextRefusedException>(() => ReadAsync("bomb.docx", TestDocuments.ZipBomb(megabytes: 40, lies: true)));

        Assert.True(refused.Reason is ContextRefusal.Damaged or ContextRefusal.TooLarge, refused.Message);
    }
}

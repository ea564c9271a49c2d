using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace SleepTime.Benchmarks.Documents;

/// <summary>A PDF of full pages of text.</summary>
internal static class LongPdf
{
    public const int LinesPerPage = 45;

    public static byte[] Write(int pages, int seed)
    {
        var random = new Random(seed);
        using var builder = new PdfDocumentBuilder();
        var font = builder.AddStandard14Font(Standard14Font.TimesRoman);
        for (var number = 1; number <= pages; number++)
        {
            var page = builder.AddPage(PageSize.A4);
            for (var line = 0; line < LinesPerPage; line++)
                page.AddText(Words.Line(random, 70), 10, new PdfPoint(50, 790 - (16 * line)), font);
        }
        return builder.Build();
    }
}

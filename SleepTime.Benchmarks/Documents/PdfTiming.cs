using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SleepTime.Benchmarks.Memory;
using SleepTime.Engine.Contexts;
using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Benchmarks.Documents;

/// <summary>How long worker processes take, through the pipe and all.</summary>
/// <param name="PagesPerSecond">One figure for each run: the first with the start of the process, the others without.</param>
/// <param name="FirstMs">A page of HTML of one line in a new process.</param>
/// <param name="NextMs">The same in one that runs.</param>
internal sealed record PdfTiming(int Pages, int TextBytes, IReadOnlyList<double> PagesPerSecond, double FirstMs, double NextMs, long WorkerBytes)
{
    public static async Task<PdfTiming> MeasureAsync(int pages, int runs)
    {
        var folder = Directory.CreateTempSubdirectory("sleeptime-documents-");
        try
        {
            var pdf = Path.Combine(folder.FullName, "long.pdf");
            await File.WriteAllBytesAsync(pdf, LongPdf.Write(pages, seed: 1));
            var html = Path.Combine(folder.FullName, "line.html");
            await File.WriteAllTextAsync(html, "<p>Ann has 3 balls.</p>");
            using var extractor = Extractor();

            var (first, _) = await TimeAsync(extractor, html, DocumentKind.Html);
            var (next, _) = await TimeAsync(extractor, html, DocumentKind.Html);
            extractor.Rest();

            var speeds = new List<double>();
            var textBytes = 0;
            long workerBytes = 0;
            for (var run = 0; run < runs; run++)
            {
                var (seconds, text) = await TimeAsync(extractor, pdf, DocumentKind.Pdf);
                textBytes = Encoding.UTF8.GetByteCount(text.Text);
                speeds.Add(pages / seconds);
                using var worker = Process.GetProcessById(extractor.WorkerId!.Value);
                workerBytes = Math.Max(workerBytes, worker.PeakWorkingSet64);
            }
            return new(pages, textBytes, speeds, first * 1_000, next * 1_000, workerBytes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static DocumentExtractor Extractor() => new(
        new WorkerCommand("dotnet", [ServerProcess.WebAssembly(), ExtractionWorker.Command]), new UploadOptions { MaxBytes = 32 << 20, MaxSeconds = 600 }, TimeProvider.System, NullLogger.Instance);

    private static async Task<(double Seconds, ExtractedText Text)> TimeAsync(DocumentExtractor extractor, string path, DocumentKind kind)
    {
        var since = Stopwatch.GetTimestamp();
        var text = await extractor.ReadAsync(path, Path.GetFileName(path), kind, _ => { }, CancellationToken.None);
        return (Stopwatch.GetElapsedTime(since).TotalSeconds, text);
    }
}

using SleepTime.Benchmarks.Measuring;
using SleepTime.Benchmarks.Memory;
using SleepTime.Engine.ModelHosting;

namespace SleepTime.Benchmarks.Documents;

/// <summary>What uploading costs the site: many texts at once, and a long PDF.</summary>
internal static class DocumentsScenario
{
    private const int TextBytes = 1_000_000;
    private const uint ContextLength = 786_432;
    private const double MostGrowthMiB = 300;
    private const double LeastPagesPerSecond = 50;

    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new BenchmarkArguments(args);
        var (files, pages, runs) = (arguments.Number("files", 100), arguments.Number("pages", 1_000), arguments.Number("runs", 3));
        var report = new Report(
            "documents",
            "Documents",
            $"{files} plain texts of {TextBytes:N0} bytes in one request to a server process of its own (Release build, sleep off), until the last one is stored and its text read back.",
            $"The model is the embedded one with a context length of {ContextLength:N0} tokens, so that such texts fit; its KV cells are taken before the first reading.",
            $"A PDF of {pages:N0} pages of {LongPdf.LinesPerPage} lines each, read by a worker process through its pipe, without storing it.");

        var many = await SendAsync(files);
        var pdf = await PdfTiming.MeasureAsync(pages, runs);

        report.Table("Many texts at once", ["", ""],
        [
            ["Sent / stored, text unchanged", $"{many.Sent} / {many.Stored}"],
            ["Time until the last one is stored", $"{many.Seconds:0.0} s"],
            ["Server memory before, most, after", $"{MiB(many.BytesBefore):0} MiB, {MiB(many.BytesMost):0} MiB, {MiB(many.BytesAfter):0} MiB"],
            ["Lists of contexts asked for meanwhile, the slowest", $"{many.Others:N0}, {many.SlowestMs:0} ms"],
        ]);
        report.Table("A long PDF", ["", ""],
        [
            ["Text", $"{pdf.TextBytes:N0} bytes"],
            ["Pages/s, one run after the other, the first in a new process", string.Join(", ", pdf.PagesPerSecond.Select(speed => $"{speed:0}"))],
            ["Most memory of the worker process", $"{MiB(pdf.WorkerBytes):0} MiB"],
            ["A one-line HTML page in a new process, in one that runs", $"{pdf.FirstMs:0} ms, {pdf.NextMs:0} ms"],
        ]);
        report.Goals(
        [
            Goal.AtLeast("Texts stored", many.Sent, many.Stored, "0"),
            Goal.AtMost("Growth of server memory, MiB", MostGrowthMiB, MiB(many.BytesMost - many.BytesBefore), "0"),
            Goal.AtLeast("Pages/s of the slowest run", LeastPagesPerSecond, pdf.PagesPerSecond.Min(), "0"),
        ]);
        await report.PublishAsync(arguments);
        return 0;
    }

    private static async Task<ManyFiles> SendAsync(int files)
    {
        using var folder = new TemporaryModel(ContextLength);
        await using var server = await ServerProcess.StartAsync(
            ("SleepTime__Model__Preset", ModelPresets.Default), ("SleepTime__Model__Path", folder.Path), ("SleepTime__Model__ContextLength", ContextLength.ToString()),
            ("SleepTime__Generation__CellCount", ContextLength.ToString()), ("SleepTime__Sleep__Enabled", "false"));
        // What only a first request costs is not the files'.
        await ManyFiles.SendAsync(server, 1, 10_000);
        return await ManyFiles.SendAsync(server, files, TextBytes);
    }

    private static double MiB(long bytes) => bytes / 1_048_576.0;
}

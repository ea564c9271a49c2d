using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using SleepTime.Engine.Contexts.Extraction;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Contexts.Extraction;

public sealed class ExtractionWorkerTests
{
    [Fact]
    public async Task Run_RequestByRequest_AnswersEachAndEndsWithItsInput()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("1"), "# Title", TestContext.Current.CancellationToken);
        var (input, output) = (new Pipe(), new Pipe());
        var running = ExtractionWorker.RunAsync(input.Reader.AsStream(), output.Writer.AsStream());
        var answers = output.Reader.AsStream();

        foreach (var name in new[] { "1", "1" })
        {
            var request = new ExtractionRequest(folder.File(name), "a.md", DocumentKind.Markdown, 1000, 1, 1000);
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request) + "\n"), TestContext.Current.CancellationToken);
            Assert.Equal("# Title", (await WorkerMessage.ReadAsync(answers, 10_000, TestContext.Current.CancellationToken))!.Read!.Text);
        }
        await input.Writer.CompleteAsync();

        await running.WaitAsync(SleepTimeApp.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ReadMessage_LongerThanAllowed_MakesNoRoomForIt()
    {
        var stream = new MemoryStream();
        await new WorkerMessage(Read: new ExtractedText(new string('x', 5_000), DocumentOutline.Empty)).WriteAsync(stream);
        stream.Position = 0;

        await Assert.ThrowsAsync<InvalidDataException>(() => WorkerMessage.ReadAsync(stream, maxBytes: 1_000, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/app/SleepTime.Web.dll", "/app/SleepTime.Web", "/app/SleepTime.Web extract")]
    [InlineData("/app/SleepTime.Web.dll", "/usr/bin/dotnet", "/usr/bin/dotnet /app/SleepTime.Web.dll extract")]
    [InlineData("/tests/SleepTime.Web.dll", "/tests/SleepTime.Tests", "dotnet /tests/SleepTime.Web.dll extract")]
    [InlineData("", "/app/site", "/app/site extract")]
    public void CommandOf_HoweverTheSiteRuns_StartsItOnceMore(string assembly, string process, string expected)
    {
        var command = WorkerCommand.Of(assembly, process);

        Assert.Equal(expected, string.Join(' ', [command.FileName, .. command.Arguments]));
    }
}

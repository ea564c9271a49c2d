using System.Diagnostics;
using System.Text.Json;

namespace SleepTime.Engine.Contexts.Extraction;

/// <summary>
/// What this program does when it was started to read files: a request comes as a line on standard input, its answer
/// goes out on standard output, until the input ends. It opens no database and listens nowhere.
/// </summary>
public static class ExtractionWorker
{
    public const string Command = "extract";

    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs until the input ends, which is also how it learns that the site has gone.</summary>
    public static async Task RunAsync(Stream input, Stream output)
    {
        using var lines = new StreamReader(input);
        // A line is only sent after the answer to the one before: waiting for the next one while a file is being read
        // notices at once when there is nobody left to read it for.
        while (await lines.ReadLineAsync() is { } line)
            _ = Task.Run(() => AnswerAsync(JsonSerializer.Deserialize<ExtractionRequest>(line)!, output));
    }

    private static async Task AnswerAsync(ExtractionRequest request, Stream output)
    {
        try
        {
            var last = Stopwatch.GetTimestamp();
            var read = await DocumentReader.ReadAsync(request, progress =>
            {
                if (Stopwatch.GetElapsedTime(last) < TellEvery)
                    return;
                last = Stopwatch.GetTimestamp();
                Say(new WorkerMessage(Progress: progress), output);
            });
            await new WorkerMessage(Read: read).WriteAsync(output);
        }
        catch (ContextRefusedException refused)
        {
            await new WorkerMessage(Refusal: refused.Reason, Words: refused.Message).WriteAsync(output);
        }
        catch (OutOfMemoryException)
        {
            // Nothing here can be trusted any more; the site starts another one and knows this exit code.
            Environment.Exit(OutOfMemory);
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync(exception.ToString());
            Environment.Exit(1);
        }
    }

    internal const int OutOfMemory = 77;

    // Readers are not asynchronous. There is no context that could be waited on in a worker.
    private static void Say(WorkerMessage message, Stream output)
    {
        var body = new MemoryStream();
        var written = message.WriteAsync(body);
        Debug.Assert(written.IsCompleted, "A write to memory ends at once.");
        body.WriteTo(output);
        output.Flush();
    }
}

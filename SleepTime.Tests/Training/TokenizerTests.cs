using System.Text.Json;
using System.Text.Json.Nodes;
using SleepTime.Tests.RealModel.Runtimes;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Training;

/// <summary>What the model was trained on in tokens is what the product gives it: training's tokenizer and llama.cpp's agree.</summary>
public sealed class TokenizerTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    [PythonFact]
    public async Task Encode_TextsOfEveryKind_HasTheIdsOfTheEmbeddedModel()
    {
        string[] texts =
        [
            .. new[] { "wide", "unseen-names" }.SelectMany(TextsOf),
            "<|im_start|>user\nNoah has 14 cards.\n\nTask: write notes 1<|im_end|>\n<|im_start|>assistant\n",
            "1,234.5 km — naïve, 7% & \"quoted\"; 東京\n\n- a\n",
        ];
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "texts.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(texts), TestContext.Current.CancellationToken);

        var (status, output) = await Python.RunAsync(TestContext.Current.CancellationToken, "tokenizer.py", "--encode", file);

        Assert.True(status == 0, output);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(texts.Length, lines.Length);
        Assert.All(texts.Zip(lines), pair => Assert.Equal(JsonSerializer.Deserialize<int[]>(pair.Second), model.Vocabulary.Tokenize(pair.First, parseSpecial: true)));
    }

    private static IEnumerable<string> TextsOf(string set)
    {
        var file = Path.Combine(Python.TrainingFolder(), "..", "SleepTime.Benchmarks", "Data", $"{set}.jsonl");
        foreach (var row in File.ReadLines(file).Select(line => JsonNode.Parse(line)!))
        {
            yield return (string)row["context"]!;
            yield return string.Join('\n', row["notes"]!.AsArray().Select(notes => (string)notes!));
        }
    }
}

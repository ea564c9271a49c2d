using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SleepTime.Tests.Training;

/// <summary>No context that the model is measured on was ever in its training (training/world/held_out.py has the rule).</summary>
public sealed class HeldOutTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("wide")]
    [InlineData("unseen-names")]
    [InlineData("unseen-order")]
    public void PublishedContexts_ByTheirHash_AreOfThoseThatTrainingLeavesOut(string set)
    {
        var folder = Path.Combine(Python.TrainingFolder(), "..", "SleepTime.Benchmarks", "Data");
        var contexts = File.ReadLines(Path.Combine(folder, $"{set}.jsonl")).Select(line => (string)JsonNode.Parse(line)!["context"]!).ToList();

        Assert.Equal(100, contexts.Count);
        Assert.All(contexts, context => Assert.InRange(SHA256.HashData(Encoding.UTF8.GetBytes(context))[0], 0, 15));
    }

    [PythonFact]
    public async Task TrainingWorlds_DrawnAnew_PassTheTestsOfTheTraining()
    {
        var (status, output) = await Python.RunAsync(TestContext.Current.CancellationToken, "-m", "unittest");

        Assert.True(status == 0, output);
        Assert.Matches(@"Ran \d\d tests", output);
    }
}

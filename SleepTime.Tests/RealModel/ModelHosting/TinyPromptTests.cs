using SleepTime.Engine.ModelHosting.Prompts;
using SleepTime.Tests.RealModel.Runtimes;

namespace SleepTime.Tests.RealModel.ModelHosting;

/// <summary>
/// Prompts are tokenised piece by piece, training text was tokenised whole: with the embedded model's vocabulary both
/// have to give the same tokens.
/// </summary>
public sealed class TinyPromptTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    private const string Context = "Team Red closed 12 bugs. Team Blue closed 4 more bugs than Team Red. Each bug earns 3 points.";
    private const string End = "<|im_end|>\n<|im_start|>assistant\n";

    private readonly PromptComposer _prompts = new(PromptProfile.Load("tiny"), ChatTemplates.Find("chatml")!, model.Vocabulary);

    [Fact]
    public void Standard_ComparedWithTheWholeTextAtOnce_HasTheSameTokens() => AssertTokens(
        $"<|im_start|>user\n{Context}\n\nQuestion: Who closed the most bugs?\nVerbosity: 2{End}",
        _prompts.Standard(Context, "Who closed the most bugs?", 2));

    [Fact]
    public void FromNotes_ComparedWithTheWholeTextAtOnce_HasTheSameTokens() => AssertTokens(
        $"<|im_start|>user\n{Context}\n\nNotes:\nTeam Red has 12.\nTeam Blue has 12 + 4 = 16.\n\nQuestion: Who closed the most bugs?\nVerbosity: 0{End}",
        _prompts.FromNotes(Context, ["Team Red has 12.", "Team Blue has 12 + 4 = 16."], "Who closed the most bugs?", 0));

    [Fact]
    public void Sleep_ComparedWithTheWholeTextAtOnce_HasTheSameTokens() => AssertTokens(
        $"<|im_start|>user\n{Context}\n\nNotes:\nTeam Red has 12.\n\nTask: write notes 2{End}",
        _prompts.Sleep(Context, ["Team Red has 12."], 2));

    private void AssertTokens(string whole, int[] composed) =>
        Assert.Equal(model.Vocabulary.Tokenize(whole, parseSpecial: true), composed);
}

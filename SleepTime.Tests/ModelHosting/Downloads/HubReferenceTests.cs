using SleepTime.Engine.ModelHosting.Downloads;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class HubReferenceTests
{
    [Theory]
    [InlineData("org/repo:Q4_K_M", "org/repo", "Q4_K_M", null, "main")]
    [InlineData(" org/repo-1.5_x:UD-Q4_K_XL@v1 ", "org/repo-1.5_x", "UD-Q4_K_XL", null, "v1")]
    [InlineData("org/repo/file.gguf", "org/repo", null, "file.gguf", "main")]
    [InlineData("org/repo/Q8_0/model-00001-of-00002.gguf@refs/pr/1", "org/repo", null, "Q8_0/model-00001-of-00002.gguf", "refs/pr/1")]
    [InlineData("org/repo/My model (v2).GGUF@0123abc", "org/repo", null, "My model (v2).GGUF", "0123abc")]
    public void Parse_AModel_TellsItsParts(string text, string repo, string? quantisation, string? file, string revision)
    {
        var reference = HubReference.Parse(text);

        Assert.Equal((repo, quantisation, file, revision), (reference.Repo, reference.Quantisation, reference.File, reference.Revision));
        Assert.Equal(text.Trim(), reference.ToString());
    }

    [Theory]
    [InlineData(null, "Name a model")]
    [InlineData("  ", "Name a model")]
    [InlineData("org/repo", "org/repo:Q4_K_M")]
    [InlineData("repo", "no address of a model")]
    [InlineData("repo:Q4_K_M", "no address of a model")]
    [InlineData("https://example.org/org/repo/file.gguf", "no address of a model")]
    [InlineData("org/repo/file.safetensors", "no address of a model")]
    [InlineData("org/repo/../../file.gguf", "no address of a model")]
    [InlineData("org/repo//file.gguf", "no address of a model")]
    [InlineData("../repo:Q4_K_M", "no address of a model")]
    [InlineData("org/re--po:Q4_K_M", "no address of a model")]
    [InlineData("org/repo:Q4 K", "no address of a model")]
    [InlineData("org/repo:Q4_K_M@", "no address of a model")]
    [InlineData("org/repo:Q4_K_M@../x", "no address of a model")]
    [InlineData("org/repo/a\\b.gguf", "no address of a model")]
    [InlineData("org/repo:Q4_K_M\n", null)]
    public void Parse_AnythingElse_IsRefusedInASentence(string? text, string? sentence)
    {
        if (sentence is null)
        {
            Assert.Equal("Q4_K_M", HubReference.Parse(text).Quantisation); // blanks around it mean nothing
            return;
        }
        Assert.Contains(sentence, Assert.Throws<DownloadRefusedException>(() => HubReference.Parse(text)).Message, StringComparison.Ordinal);
    }
}

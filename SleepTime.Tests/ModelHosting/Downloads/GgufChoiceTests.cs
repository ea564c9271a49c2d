using SleepTime.Engine.ModelHosting.Downloads;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class GgufChoiceTests
{
    private static readonly string[] _repo =
    [
        "README.md", "config.json", "small-Q4_K_M.gguf", "small.IQ4_XS.gguf", "small-q8_0.gguf", "mmproj-small-f16.gguf", "small-Q4_K_M.imatrix.gguf",
        "Q6_K/small-Q6_K-00001-of-00002.gguf", "Q6_K/small-Q6_K-00002-of-00002.gguf", "small-BF16-00001-of-00003.gguf", "small-BF16-00003-of-00003.gguf",
    ];

    [Theory]
    [InlineData("o/r:Q4_K_M", "small-Q4_K_M.gguf")]
    [InlineData("o/r:iq4_xs", "small.IQ4_XS.gguf")]
    [InlineData("o/r:Q8_0", "small-q8_0.gguf")]
    [InlineData("o/r:Q6_K", "Q6_K/small-Q6_K-00001-of-00002.gguf,Q6_K/small-Q6_K-00002-of-00002.gguf")]
    [InlineData("o/r/Q6_K/small-Q6_K-00002-of-00002.gguf", "Q6_K/small-Q6_K-00001-of-00002.gguf,Q6_K/small-Q6_K-00002-of-00002.gguf")]
    [InlineData("o/r/small-q8_0.gguf", "small-q8_0.gguf")]
    public void Of_WhatThereIs_GivesAllItsFiles(string reference, string files) =>
        Assert.Equal(files.Split(','), Choose(reference, _repo).Files.Select(file => file.Path));

    [Theory]
    [InlineData("o/r:Q5_K_M", "nothing called Q5_K_M; it has Q6_K, BF16, Q4_K_M, q8_0, IQ4_XS.")]
    [InlineData("o/r:Q4_XS", "nothing called Q4_XS")]
    [InlineData("o/r/other.gguf", "no file other.gguf; it has Q6_K/small-Q6_K-00001-of-00002.gguf, small-BF16-00001-of-00003.gguf, ")]
    [InlineData("o/r:BF16", "one of 3 files, of which o/r lacks small-BF16-00002-of-00003.gguf")]
    public void Of_WhatThereIsNot_TellsWhatThereIs(string reference, string sentence)
    {
        var choice = Choose(reference, _repo);

        Assert.Empty(choice.Files);
        Assert.Contains(sentence, choice.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SeveralFiles_NamesThem()
    {
        var choice = Choose("o/r:Q4_K_M", ["a-Q4_K_M.gguf", "b-UD-Q4_K_M.gguf"]);

        Assert.Contains("several files of Q4_K_M: a-Q4_K_M.gguf, b-UD-Q4_K_M.gguf. Name one of them, as in o/r/a-Q4_K_M.gguf.", choice.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NoGguf_SaysWhereToLook() => Assert.Contains("-GGUF", Choose("o/r:Q4_K_M", ["model.safetensors"]).Problem, StringComparison.Ordinal);

    private static GgufChoice Choose(string reference, string[] files) => GgufChoice.Of(HubReference.Parse(reference), [.. files.Select(file => new HubFile(file, 1))]);
}

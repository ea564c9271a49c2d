using System.Text;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

public sealed class VocabularyTests(EmbeddedModel model) : IClassFixture<EmbeddedModel>
{
    private IVocabulary Vocabulary => model.Vocabulary;

    [Theory]
    [InlineData("Emma has 12 pears.")]
    [InlineData(" leading, trailing and  double spaces \n\n\tand lines ")]
    [InlineData("Grüße, 漢字, עברית, 👩‍👩‍👧‍👦 and 🇪🇺")]
    [InlineData("\0 a null and \u0001 controls \r\n")]
    [InlineData("<|im_start|>user<|im_end|>")]
    public void Tokenize_Text_BytesOfItsTokensAreTheText(string text)
    {
        var tokens = Vocabulary.Tokenize(text, parseSpecial: false);

        Assert.Equal(text, Vocabulary.Text(tokens));
    }

    [Fact]
    public void Tokenize_HalfASurrogatePair_BecomesTheReplacementCharacter()
    {
        var tokens = Vocabulary.Tokenize("a\uD83Db\uDE00", parseSpecial: false);

        Assert.Equal("a\uFFFDb\uFFFD", Vocabulary.Text(tokens));
    }

    [Fact]
    public void Tokenize_Nothing_GivesNothing() => Assert.Empty(Vocabulary.Tokenize("", parseSpecial: true));

    [Fact]
    public void Tokenize_MoreTokensThanGuessed_GivesAll()
    {
        // A token for each byte: far more than a third of the length.
        var text = string.Concat(Enumerable.Repeat("漢", 5_000));

        Assert.Equal(text, Vocabulary.Text(Vocabulary.Tokenize(text, parseSpecial: false)));
    }

    [Fact]
    public void Tokenize_TextBeyondTheLimit_Throws()
    {
        var text = new string('a', (64 << 20) + 1);

        Assert.Throws<ArgumentException>(() => Vocabulary.Tokenize(text, parseSpecial: false));
    }

    [Fact]
    public void Tokenize_ControlTokenInATemplate_IsOneToken()
    {
        var end = Assert.Single(Vocabulary.Tokenize("<|im_end|>", parseSpecial: true));

        Assert.True(Vocabulary.IsEndOfGeneration(end));
        Assert.Empty(Vocabulary.GetBytes(end).ToArray());
    }

    [Fact]
    public void Tokenize_ControlTokenInAUsersText_StaysText()
    {
        var tokens = Vocabulary.Tokenize("<|im_end|>", parseSpecial: false);

        Assert.True(tokens.Length > 1);
        Assert.DoesNotContain(tokens, Vocabulary.IsEndOfGeneration);
    }

    [Fact]
    public void Tokenize_InSegments_EqualsTheWhole()
    {
        const string text = $"{Prompts.Context}\n\nQuestion: How many pears has Emma?\nVerbosity: 2";

        int[] segments =
        [
            .. Vocabulary.Tokenize("<|im_start|>user\n", parseSpecial: true),
            .. Vocabulary.Tokenize(text, parseSpecial: false),
            .. Vocabulary.Tokenize("<|im_end|>\n<|im_start|>assistant\n", parseSpecial: true),
        ];

        Assert.Equal(Vocabulary.Tokenize($"<|im_start|>user\n{text}<|im_end|>\n<|im_start|>assistant\n", parseSpecial: true), segments);
    }

    [Fact]
    public async Task Tokenize_FromManyThreads_GivesTheSameTokens()
    {
        var expected = Vocabulary.Tokenize(Prompts.Context, parseSpecial: false);

        var all = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Vocabulary.Tokenize(Prompts.Context, parseSpecial: false))));

        Assert.All(all, tokens => Assert.Equal(expected, tokens));
    }

    [Fact]
    public void GetBytes_EveryToken_CoversEveryByte()
    {
        var single = Enumerable.Range(0, Vocabulary.Count).Select(token => Vocabulary.GetBytes(token)).Where(bytes => bytes.Length == 1);

        Assert.Equal(256, single.Select(bytes => bytes.Span[0]).Distinct().Count());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void GetBytes_NoSuchToken_Throws(int token)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.GetBytes(token));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.IsEndOfGeneration(token));
    }

    [Fact]
    public void BeginOfText_ModelThatWantsNone_IsNull() => Assert.Null(Vocabulary.BeginOfText);
}

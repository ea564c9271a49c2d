using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Figures;
using SleepTime.Web.Components.Pages.Experiments.Figures;

namespace SleepTime.Tests.Components.Experiments;

public sealed class HeadlineWordsTests
{
    [Theory]
    [InlineData(4, 3, 5, "takes 4.0 times fewer (95 % from 3.0 to 5.0) completion tokens")]
    [InlineData(0.5, 0.4, 0.625, "takes 2.0 times more (95 % from 1.6 to 2.5) completion tokens")]
    public void Tokens_FewerOrMore_HasTheIntervalOfWhatItSays(double ratio, double low, double high, string words)
    {
        var pair = new EqualPair(
            new Arm(AnswerMode.Standard, 2, 0, 1), new Arm(AnswerMode.SleepTime, 0, 3, 1), Pairs: 300, Contexts: 150, Right: 0, (-0.01, 0.01), ratio, (low, high), CostRatio: null, CostInterval: null);

        Assert.Contains(words, HeadlineWords.Tokens(new Headline(HeadlineState.Found, pair)), StringComparison.Ordinal);
    }
}

using SleepTime.Engine.Answering;
using SleepTime.Engine.Experiments;
using SleepTime.Engine.Experiments.Answers;
using SleepTime.Engine.Experiments.Estimates;
using SleepTime.Web.Components.Pages.Experiments;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Tests.Components.Experiments;

public sealed class ExperimentWordsTests
{
    [Theory]
    [InlineData("standard-2")]
    [InlineData("sleep-0-3-10")]
    public void ArmKey_OfAnArm_IsReadBack(string key) => Assert.Equal(key, ArmKeys.Of(ArmKeys.Parse(key)!.Value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("both-1")]
    [InlineData("standard")]
    [InlineData("sleep-0-3")]
    [InlineData("standard--1")]
    public void ArmKey_OfNone_IsNull(string? key) => Assert.Null(ArmKeys.Parse(key));

    [Fact]
    public void Address_Written_IsReadBack()
    {
        var shows = new ExperimentAddress(Guid.CreateVersion7(), new Arm(AnswerMode.SleepTime, 1, 3, 1), AnswerVerdict.Wrong, OnlyDifferent: true, Page: 3);
        var query = shows.ToQuery().ToDictionary(part => part.Key, part => part.Value);

        Assert.Equal(shows, ExperimentAddress.Read(query["baseline"], query["arm"], query["verdict"], query["different"], query["page"]));
        Assert.Equal(new ExperimentAddress(), ExperimentAddress.Read("x", "x", "9", "x", "x"));
    }

    [Fact]
    public void Estimate_KnownAndUnknown_SaysWhichIsWhich()
    {
        Assert.Equal(
            "About 40 answers on 2 contexts: 1,326 tokens for answers, 478 tokens asleep. About 9.3 s when nobody asks.",
            ExperimentWords.Estimate(new ExperimentEstimate(2, 40, 1326.4, 478, TimeSpan.FromSeconds(9.3))));
        Assert.Equal(
            "About 40 answers on 2 contexts: 1,326 tokens for answers, an unknown number of tokens asleep. The time is unknown.",
            ExperimentWords.Estimate(new ExperimentEstimate(2, 40, 1326.4, null, null)));
        Assert.Equal(
            "About 40 answers on 1 context. Tokens and time are unknown until the model that is loaded has run such an experiment.",
            ExperimentWords.Estimate(new ExperimentEstimate(1, 40, null, 0, null)));
    }

    [Fact]
    public void Estimate_ContextsTooLong_SaysHowManyAndWhatToDo()
    {
        Assert.EndsWith(
            " 2 of the contexts are longer than the loaded model has room for beside notes, question and answer: what does not fit cannot be asked and is in no figure. Divide them, or load a model with a longer context.",
            ExperimentWords.Estimate(new ExperimentEstimate(3, 40, null, 0, null, ContextsTooLong: 2)), StringComparison.Ordinal);
        Assert.DoesNotContain("longer", ExperimentWords.Estimate(new ExperimentEstimate(3, 40, 5, 0, null, ContextsTooLong: 0)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.00001, "< 0.0001")]
    [InlineData(0.0312, "0.0312")]
    [InlineData(1, "1")]
    public void P_Small_IsNotShownAsZero(double p, string words) => Assert.Equal(words, DifferenceWords.P(p));
}

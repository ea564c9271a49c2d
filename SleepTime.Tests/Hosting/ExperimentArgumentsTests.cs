using SleepTime.Web.Hosting;

namespace SleepTime.Tests.Hosting;

public sealed class ExperimentArgumentsTests
{
    [Fact]
    public void Parse_EveryOption_IsTaken()
    {
        var asked = ExperimentArguments.Parse(["pareto", "--out", "report.md", "--contexts=3", "--questions", "2", "--seed", "7"], out var fault);

        Assert.Null(fault);
        Assert.Equal(("pareto", "report.md", 3, 2, 7u), (asked!.Ready.Key, asked.Out, asked.Plan.Contexts, asked.Plan.QuestionsPerContext, asked.Plan.Seed));
    }

    [Fact]
    public void Parse_NameAlone_HasTheReadyPlan()
    {
        var asked = ExperimentArguments.Parse(["charts"], out _);

        Assert.Equal((asked!.Ready.Plan, null), (asked.Plan, asked.Out));
    }

    [Theory]
    [InlineData("", "Name an experiment: ")]
    [InlineData("nothing", "Name an experiment: ")]
    [InlineData("pareto --contexts abc", "--contexts takes a whole number from 1 on, not “abc”.")]
    [InlineData("pareto --questions 0", "--questions takes a whole number from 1 on, not “0”.")]
    [InlineData("pareto --seed -1", "--seed takes a whole number from 0 on, not “-1”.")]
    [InlineData("pareto --out", "The option --out needs a value.")]
    [InlineData("pareto --output r.md", "There is no option “--output”; there are --out, --contexts, --questions, --seed.")]
    [InlineData("pareto report.md", "There is no option “report.md”")]
    public void Parse_SomethingWrong_SaysWhatIsRight(string line, string begins)
    {
        var asked = ExperimentArguments.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), out var fault);

        Assert.Null(asked);
        Assert.StartsWith(begins, fault, StringComparison.Ordinal);
    }
}

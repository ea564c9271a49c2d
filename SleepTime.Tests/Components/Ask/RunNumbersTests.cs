using Bunit;
using SleepTime.Engine.Answering;
using SleepTime.Engine.Generation;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class RunNumbersTests : PageTest
{
    [Fact]
    public void Render_FailedBeforeAnything_HasNoFigures() => Assert.Empty(Show(RunState.Failed, usage: null).FindAll("dd"));

    [Fact]
    public void Render_StoppedMidway_HasOnlyTheFiguresThatAreKnown() =>
        Assert.Equal(["10 tokens", "0 tokens", "20 tokens"], Show(RunState.Cancelled, new TokenUsage(10, 0, 20)).FindAll("dd").Select(figure => figure.TextContent));

    [Fact]
    public void Render_GoingOn_KeepsAPlaceForEachFigure()
    {
        var numbers = Render<RunNumbers>(parameters => parameters.Add(numbers => numbers.View, new RunView()));
        Assert.Equal(6, numbers.FindAll("dd").Count);
    }

    private IRenderedComponent<RunNumbers> Show(RunState state, TokenUsage? usage)
    {
        var run = RunBuilder.New(AnswerMode.Standard);
        (run.State, run.Usage) = (state, usage);
        return Render<RunNumbers>(parameters => parameters.Add(numbers => numbers.View, new RunView().After(new RunEnded(run.Id, run.Mode, run), TimeSpan.Zero)));
    }
}

using SleepTime.Engine.Sleeping;
using SleepTime.Engine.Sleeping.Gating;
using SleepTime.Web.Components.Pages.Queue;

namespace SleepTime.Tests.Components.Queue;

public sealed class PolicyFormTests
{
    [Fact]
    public void Read_Unchanged_GivesThePolicyBack()
    {
        var policy = new SleepPolicy { Effort = SleepEffort.Low, Samples = 2, TokensPerDay = 900, From = new(22, 0), Until = new(6, 30), InstantAnswers = false };
        Assert.Equal(policy, new PolicyForm(policy).Read());
    }

    [Fact]
    public void Read_OutOfRange_TellsWhichField()
    {
        var form = new PolicyForm(new SleepPolicy()) { Samples = 11, TokensPerDay = 0 };

        Assert.Null(form.Read());
        Assert.StartsWith("Runs side by side are 11", form.FaultOf("samples"), StringComparison.Ordinal);
        Assert.StartsWith("The tokens for a day must be 1 or more", form.FaultOf("tokensPerDay"), StringComparison.Ordinal);
        Assert.Null(form.FaultOf("tokensPerContext"));
    }

    [Fact]
    public void Read_FieldEmptied_IsAFaultAndNoDefault()
    {
        var form = new PolicyForm(new SleepPolicy()) { TestTokenPrice = null };

        Assert.Null(form.Read());
        Assert.Equal("This is empty; give a number.", form.FaultOf("testTokenPrice"));
    }

    [Fact]
    public void Read_OnlyOneTime_AsksForBoth()
    {
        var form = new PolicyForm(new SleepPolicy()) { From = "22:00" };

        Assert.Null(form.Read());
        Assert.Contains("a beginning and an end", form.FaultOf("until"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PutRight_IsNoLongerFaulty()
    {
        var form = new PolicyForm(new SleepPolicy()) { Samples = 0 };
        Assert.Null(form.Read());

        form.Samples = 3;

        Assert.Equal(3, form.Read()?.Samples);
        Assert.False(form.IsFaulty);
    }
}

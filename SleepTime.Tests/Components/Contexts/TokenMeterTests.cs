using Bunit;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class TokenMeterTests : BunitContext
{
    [Theory]
    [InlineData(false, 120, "120 of 1,000 tokens")]
    [InlineData(true, 120, "≤ 120 of 1,000 tokens")]
    [InlineData(true, 1_200, "≤ 1,200 tokens, in sections")]
    public void Render_Estimate_IsMarkedAsOne(bool isEstimate, int tokens, string words)
    {
        var meter = Render<TokenMeter>(parameters => parameters.Add(meter => meter.Tokens, tokens).Add(meter => meter.Limit, 1_000).Add(meter => meter.IsEstimate, isEstimate));

        Assert.Equal(words, meter.Find(".meter-words").TextContent);
        Assert.Equal(isEstimate, meter.Find(".meter").GetAttribute("title")!.Contains("tokenizer is elsewhere", StringComparison.Ordinal));
    }
}

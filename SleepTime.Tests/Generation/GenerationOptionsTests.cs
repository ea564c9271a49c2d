using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SleepTime.Engine.Generation;

namespace SleepTime.Tests.Generation;

public sealed class GenerationOptionsTests
{
    [Theory]
    [InlineData("CellCount", "100")]
    [InlineData("MaxSequences", "1")]
    [InlineData("BatchTokens", "8")]
    [InlineData("MaxResidentPrefixes", "-1")]
    [InlineData("ResidentCellPercent", "101")]
    [InlineData("StateMemoryBytes", "-1")]
    [InlineData("StateDiskBytes", "-1")]
    [InlineData("MaxWaitingQuestions", "0")]
    [InlineData("MaxWaitingBackground", "0")]
    [InlineData("MaxWaitingQuestionsPerOwner", "0")]
    [InlineData("BackgroundPercent", "101")]
    [InlineData("RiderPercent", "101")]
    [InlineData("LookupTokens", "17")]
    public void Value_OutOfRange_IsRefusedWithItsKeyAndValue(string name, string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read((name, value)));

        Assert.Contains($"SleepTime:Generation:{name} is {value}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchTokens_AboveCellCount_IsRefusedWithBothKeys()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(("BatchTokens", "600"), ("CellCount", "512")));

        Assert.Contains("SleepTime:Generation:BatchTokens is 600", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SleepTime:Generation:CellCount, which is 512", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BatchTokens_BelowMaxSequences_IsRefusedWithBothKeys()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(("BatchTokens", "16"), ("MaxSequences", "32")));

        Assert.Contains("SleepTime:Generation:BatchTokens is 16", refused.Message, StringComparison.Ordinal);
        Assert.Contains("SleepTime:Generation:MaxSequences, which is 32", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_NothingSet_AreValid() => Assert.Equal(8192, Read().CellCount);

    private static GenerationOptions Read(params (string Name, string Value)[] settings)
    {
        var values = settings.Select(setting => KeyValuePair.Create($"SleepTime:Generation:{setting.Name}", (string?)setting.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        using var services = new ServiceCollection().AddGeneration(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<GenerationOptions>>().Value;
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SleepTime.Engine.ModelHosting.Downloads;

namespace SleepTime.Tests.ModelHosting.Downloads;

public sealed class HubOptionsTests
{
    [Theory]
    [InlineData("Endpoint", "", "SleepTime:Hub:Endpoint is empty")]
    [InlineData("Endpoint", "ftp://hub.local", "begins with https://")]
    [InlineData("Connections", "17", "SleepTime:Hub:Connections is 17")]
    [InlineData("StallSeconds", "0", "SleepTime:Hub:StallSeconds is 0")]
    [InlineData("MaxTries", "0", "SleepTime:Hub:MaxTries is 0")]
    [InlineData("Token", "hf_se cret", "SleepTime:Hub:Token has spaces")]
    public void Value_NotValid_IsRefusedWithItsKey(string key, string value, string sentence)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(key, value));

        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_Given_IsTaken() => Assert.Equal("http://hub.local", Read("Endpoint", "http://hub.local").Endpoint);

    private static HubOptions Read(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"SleepTime:Hub:{key}", value)]).Build();
        using var services = new ServiceCollection().AddModelDownloads(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<HubOptions>>().Value;
    }
}

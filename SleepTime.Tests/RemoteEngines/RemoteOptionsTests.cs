using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SleepTime.Engine.RemoteEngines;

namespace SleepTime.Tests.RemoteEngines;

public sealed class RemoteOptionsTests
{
    [Fact]
    public void Bind_AddressAndModel_IsEnough()
    {
        var options = Read(("Endpoints:0:Url", "http://gpu-box:8000/v1"), ("Endpoints:0:Model", "some-7b"));

        var endpoint = Assert.Single(options.Endpoints);
        Assert.Equal(("http://gpu-box:8000/v1", "some-7b", 4, RemoteKind.Auto), (endpoint.Url, endpoint.Model, endpoint.MaxConcurrent, endpoint.Kind));
        Assert.Equal(("instruct", 8_192), (options.Profile, options.ContextLength));
    }

    [Theory]
    [InlineData("Endpoints:0:Url", "gpu-box:8000", "SleepTime:Remote:Endpoints:0:Url has to be an address that begins with http:// or https://, such as http://localhost:8000/v1.")]
    [InlineData("Endpoints:0:Url", "http://me:secret@gpu-box/v1", "SleepTime:Remote:Endpoints:0:Url has a name, a password or a query in it. Name the address alone, and the key with SleepTime:Remote:Endpoints:0:ApiKey.")]
    [InlineData("Endpoints:0:Model", " ", "SleepTime:Remote:Endpoints:0:Model is missing. Name the model as that engine does; its /v1/models lists them.")]
    [InlineData("Endpoints:0:ApiKey", "secret with spaces", "SleepTime:Remote:Endpoints:0:ApiKey has spaces or signs that no key has. Copy it again.")]
    [InlineData("Endpoints:0:MaxConcurrent", "0", "SleepTime:Remote:Endpoints:0:MaxConcurrent is 0; it has to be from 1 to 256.")]
    [InlineData("Profile", "poet", "SleepTime:Remote:Profile names \"poet\", which does not exist. There are: tiny, instruct.")]
    [InlineData("ContextLength", "10", "SleepTime:Remote:ContextLength is 10; it has to be from 256 to 1,048,576.")]
    [InlineData("FirstTokenSeconds", "0", "SleepTime:Remote:FirstTokenSeconds is 0; it has to be from 1 to 3,600.")]
    public void Validate_WrongSetting_IsASentenceWithoutSecrets(string key, string value, string sentence)
    {
        var invalid = Assert.Throws<OptionsValidationException>(() => Read(("Endpoints:0:Url", "http://gpu-box:8000/v1"), ("Endpoints:0:Model", "some-7b"), (key, value)));

        Assert.Equal(sentence, Assert.Single(invalid.Failures));
        Assert.DoesNotContain("secret", invalid.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://gpu-box:8000", "http://gpu-box:8000/v1/")]
    [InlineData("http://gpu-box:8000/v1", "http://gpu-box:8000/v1/")]
    [InlineData("https://cloud.example/api/openai/", "https://cloud.example/api/openai/")]
    public void Address_OfAnEndpoint_IsThatOfItsApi(string url, string address)
    {
        using var endpoint = new RemoteEndpoint(new RemoteEndpointOptions { Url = url, Model = "some-7b" }, 0, TimeProvider.System);

        Assert.Equal(new Uri(address), endpoint.Address);
    }

    private static RemoteOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Key).Select(setting => KeyValuePair.Create($"SleepTime:Remote:{setting.Key}", (string?)setting.Value))).Build();
        using var services = new ServiceCollection().AddRemoteEngines(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<RemoteOptions>>().Value;
    }
}

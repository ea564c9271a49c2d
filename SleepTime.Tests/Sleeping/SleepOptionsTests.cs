using Microsoft.Extensions.Options;
using SleepTime.Engine.Sleeping;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Sleeping;

public sealed class SleepOptionsTests : IDisposable
{
    private readonly TestDatabase _database = new();

    [Fact]
    public async Task Options_NothingSet_HaveTheirDefaults()
    {
        await using var engine = new TestEngine(_database);

        var options = engine.Get<IOptions<SleepOptions>>().Value;

        Assert.Equal((true, 2.0, null), (options.Enabled, options.IdleSeconds, options.Passes));
    }

    [Theory]
    [InlineData("Sleep:IdleSeconds", "-1")]
    [InlineData("Sleep:IdleSeconds", "NaN")]
    [InlineData("Sleep:IdleSeconds", "soon")]
    [InlineData("Sleep:Passes", "0")]
    [InlineData("Sleep:Passes", "21")]
    public async Task Options_AValueOutOfRange_IsRefusedByTheNameOfItsKey(string key, string value)
    {
        await using var engine = new TestEngine(_database, modelReady: false, settings: (key, value));

        var refused = Assert.ThrowsAny<Exception>(() => engine.Get<IOptions<SleepOptions>>().Value);

        Assert.Contains($"SleepTime:{key}", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _database.Dispose();
}

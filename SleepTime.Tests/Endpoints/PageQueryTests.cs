using SleepTime.Web.Endpoints;
using SleepTime.Web.Endpoints.Contracts;

namespace SleepTime.Tests.Endpoints;

public sealed class PageQueryTests
{
    [Fact]
    public void Validated_NothingGiven_TakesDefaults() =>
        Assert.Equal((1, 50), new PageQuery(null, null).Validated());

    [Theory]
    [InlineData(0, 50, "page")]
    [InlineData(-1, 50, "page")]
    [InlineData(int.MaxValue, 200, "page")]
    [InlineData(1, 0, "pageSize")]
    [InlineData(1, 201, "pageSize")]
    public void Validated_OutOfRange_NamesTheField(int page, int pageSize, string field)
    {
        var refused = Assert.Throws<InvalidRequestException>(() => new PageQuery(page, pageSize).Validated());

        Assert.Equal(field, refused.Field);
    }
}

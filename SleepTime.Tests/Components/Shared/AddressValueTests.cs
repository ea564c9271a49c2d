using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class AddressValueTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("3", 3)]
    [InlineData("0", 1)]
    [InlineData("-3", 1)]
    [InlineData("nonsense", 1)]
    [InlineData("99999999999", 1)]
    [InlineData("2147483647", 1_000_000)]
    public void Page_OfAnyText_IsAPageThatCanBeRead(string? text, int page) => Assert.Equal(page, AddressValue.Page(text));

    [Fact]
    public void Id_LeftOut_IsNull() => Assert.Null(AddressValue.Id(null));

    [Fact]
    public void Id_OfNonsense_IsOneThatNothingHas() => Assert.Equal(Guid.Empty, AddressValue.Id("nonsense"));

    [Fact]
    public void Id_OfAnId_IsThatId()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(id, AddressValue.Id(id.ToString()));
    }
}

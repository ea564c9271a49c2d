using SleepTime.Engine.Contexts.Extraction;

namespace SleepTime.Tests.Contexts.Extraction;

public sealed class DocumentOutlineTests
{
    private static readonly DocumentOutline _outline = new([new(1, 0), new(2, 100)], [new(1, "Start", 10), new(2, "Rest", 120)]);

    [Theory]
    [InlineData(0, "page 1")]
    [InlineData(10, "page 1, Start")]
    [InlineData(100, "page 2, Start")]
    [InlineData(5_000, "page 2, Rest")]
    public void PlaceAt_Offset_NamesPageAndHeading(int offset, string expected) => Assert.Equal(expected, _outline.PlaceAt(offset).ToString());

    [Fact]
    public void PlaceAt_WithoutStructure_IsNothing() => Assert.Equal("", DocumentOutline.Empty.PlaceAt(3).ToString());

    [Fact]
    public void PlaceAt_WithoutPages_IsTheHeading() => Assert.Equal("Rest", (_outline with { Pages = [] }).PlaceAt(130).ToString());
}

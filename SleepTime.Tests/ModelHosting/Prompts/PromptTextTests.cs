using SleepTime.Engine.ModelHosting.Prompts;

namespace SleepTime.Tests.ModelHosting.Prompts;

public sealed class PromptTextTests
{
    [Fact]
    public void Fill_PlaceNobodyFills_NamesIt()
    {
        var missing = Assert.Throws<KeyNotFoundException>(() => new PromptText("{context} {other}").Fill(("context", "text")));

        Assert.Contains("{other}", missing.Message);
    }

    [Fact]
    public void Fill_ValueThatLooksLikeAPlace_IsLeftAlone() =>
        Assert.Equal("{b} and 2", new PromptText("{a} and {b}").Fill(("a", "{b}"), ("b", "2")));
}

using SleepTime.Engine;

namespace SleepTime.Tests;

public sealed class FailureTextTests
{
    [Theory]
    [InlineData("The device is gone.", "The device is gone. Ask again.")]
    [InlineData("The device is gone", "The device is gone. Ask again.")]
    [InlineData("Is the device gone? ", "Is the device gone? Ask again.")]
    [InlineData(null, "Ask again.")]
    [InlineData(" ", "Ask again.")]
    public void Of_ACause_IsASentenceWithTheNextStepBehindIt(string? cause, string text) =>
        Assert.Equal(text, FailureText.Of(cause, "Ask again."));
}

using SleepTime.Engine.Contexts;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class UploadLimitsTests
{
    private static readonly UploadOptions _limits = new() { MaxBytes = 2_000 };

    [Theory]
    [InlineData(2_000, "Too large.")]
    [InlineData(2_001, "Too large. The field takes no more than that: the end of what was pasted is not in it.")]
    public void Refusal_OfATextThatFillsItsField_SaysThatItsEndIsMissing(int length, string words) =>
        Assert.Equal(words, UploadLimits.Refusal("Too large.", new string('x', length), _limits));
}

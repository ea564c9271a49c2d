using Bunit;
using SleepTime.Engine.ModelHosting;
using SleepTime.Tests.Support;
using SleepTime.Web.Components.Layout;

namespace SleepTime.Tests.Components.Layout;

public sealed class ModelStateChipTests : PageTest
{
    [Fact]
    public void Status_LoadsAndIsReady_IsSaidOnceEachAndNoPercentOfIt()
    {
        var host = Engine.Get<ModelHost>();
        var model = host.Require();
        var chip = Render<ModelStateChip>();
        Assert.Equal("", chip.Find("[role=status]").TextContent);

        host.SetLoading("tiny");
        chip.WaitForAssertion(() => Assert.Equal("The model is being loaded.", chip.Find("[role=status]").TextContent), SleepTimeApp.Patience);
        host.SetProgress(0.5f);
        chip.WaitForAssertion(() => Assert.Contains("50 %", chip.Find("a").TextContent, StringComparison.Ordinal), SleepTimeApp.Patience);
        Assert.Equal("The model is being loaded.", chip.Find("[role=status]").TextContent);

        host.SetReady(model);
        chip.WaitForAssertion(() => Assert.Equal("The model is ready.", chip.Find("[role=status]").TextContent), SleepTimeApp.Patience);
    }
}

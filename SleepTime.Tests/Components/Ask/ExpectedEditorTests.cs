using Bunit;
using SleepTime.Web.Components.Pages.Ask;

namespace SleepTime.Tests.Components.Ask;

public sealed class ExpectedEditorTests : PageTest
{
    [Fact]
    public async Task Open_Pressed_GivesTheFocusToTheFieldAndCancelBackToTheButton()
    {
        var editor = RenderEditor(isStored: true);

        await editor.InvokeAsync(() => editor.Find("button").Click());
        await WaitForFocusAsync(() => editor.Find("input"));
        await editor.InvokeAsync(() => editor.FindAll("button").Single(button => button.TextContent.Trim() == "Cancel").Click());

        await WaitForFocusAsync(() => editor.Find(".st-link-button"));
    }

    [Fact]
    public async Task Save_Stored_GivesTheFocusBackToTheButton()
    {
        var editor = RenderEditor(isStored: true);
        await editor.InvokeAsync(() => editor.Find("button").Click());

        await editor.InvokeAsync(() => editor.Find("form").Submit());

        await WaitForFocusAsync(() => editor.Find(".st-link-button"));
    }

    [Fact]
    public async Task Save_NotStored_KeepsWhatWasTyped()
    {
        var editor = RenderEditor(isStored: false);
        await editor.InvokeAsync(() => editor.Find("button").Click());
        await editor.InvokeAsync(() => editor.Find("input").Input("42"));

        await editor.InvokeAsync(() => editor.Find("form").Submit());

        Assert.Equal("42", editor.Find("input").GetAttribute("value"));
    }

    private IRenderedComponent<ExpectedEditor> RenderEditor(bool isStored) =>
        Render<ExpectedEditor>(parameters => parameters.Add(editor => editor.Save, _ => Task.FromResult(isStored)));
}

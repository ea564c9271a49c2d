using Bunit;
using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class DocumentSourceViewTests : PageTest
{
    [Fact]
    public void Render_TheDatabaseFails_SaysSoInItsPlace()
    {
        BreakDatabase();

        var view = Render<DocumentSourceView>(parameters => parameters.Add(source => source.VersionId, Guid.CreateVersion7()));

        view.WaitForAssertion(() => Assert.StartsWith("Which file it comes from could not be read (", view.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }
}

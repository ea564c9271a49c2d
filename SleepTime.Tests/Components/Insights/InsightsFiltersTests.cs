using Bunit;
using SleepTime.Web.Components.Pages.Insights;

namespace SleepTime.Tests.Components.Insights;

public sealed class InsightsFiltersTests : PageTest
{
    [Theory]
    [InlineData(false, null, "…")]
    [InlineData(true, null, "Deleted context")]
    [InlineData(true, "Marbles of Maya", "Marbles of Maya")]
    public void Context_ReadOrNot_IsCalledDeletedOnlyWhenItIs(bool isRead, string? title, string shown)
    {
        var id = Guid.CreateVersion7();

        var filters = Render<InsightsFilters>(filters => filters
            .Add(view => view.Filters, new InsightsAddress { ContextId = id }).Add(view => view.People, []).Add(view => view.Models, [])
            .Add(view => view.ContextTitle, title).Add(view => view.TitleOf, isRead ? id : Guid.CreateVersion7()));

        filters.WaitForAssertion(() => Assert.Equal(shown, filters.Find(".context input").GetAttribute("value")));
    }
}

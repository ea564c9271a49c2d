using SleepTime.Web.Components.Pages.Queue;
using SleepTime.Web.Components.Shared;

namespace SleepTime.Tests.Components.Shared;

public sealed class DashboardUrlsTests
{
    [Fact]
    public void Ask_NothingChosen_IsThePage() => Assert.Equal("/ask", DashboardUrls.Ask());

    [Fact]
    public void Ask_QuestionWithReservedCharacters_IsEscaped() =>
        Assert.Equal("/ask?question=50%25%20%26%20more%3F", DashboardUrls.Ask(question: "50% & more?"));

    [Fact]
    public void ContextList_FirstPageWithoutSearch_HasNoQuery() => Assert.Equal("/contexts", DashboardUrls.ContextList("", 1));

    [Fact]
    public void Queue_StateAndPage_AreBothKept() => Assert.Equal("/queue?state=failed&page=3", DashboardUrls.Queue("failed", 3));

    [Theory]
    [InlineData(null, "/api/v1/jobs/export?format=csv")]
    [InlineData("queued", "/api/v1/jobs/export?format=csv&state=queued&paused=false")]
    [InlineData("paused", "/api/v1/jobs/export?format=csv&state=queued&paused=true")]
    [InlineData("failed", "/api/v1/jobs/export?format=csv&state=failed")]
    public void JobsExport_FilterOfThePage_IsKept(string? state, string expected) => Assert.Equal(expected, DashboardUrls.JobsExport(QueueFilter.Parse(state), "csv"));

    [Fact]
    public void ContextListExport_Search_IsKept() => Assert.Equal("/api/v1/contexts/export?format=md&search=a%20b", DashboardUrls.ContextListExport("a b", "md"));
}

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
}

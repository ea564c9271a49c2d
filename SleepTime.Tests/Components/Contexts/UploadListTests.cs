using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class UploadListTests
{
    private readonly UploadList _list = new();

    [Fact]
    public void Progress_AllSent_IsNotYetStored()
    {
        _list.Add(1, "a.txt", 10);
        _list.Progress(1, 40);
        Assert.Equal((UploadState.Sending, 40), (_list.Items[0].State, _list.Items[0].Percent));

        _list.Progress(1, 100);
        Assert.Equal(UploadState.Checking, _list.Items[0].State);
    }

    [Fact]
    public void Finish_Created_KnowsTheContext()
    {
        var id = Guid.CreateVersion7();
        _list.Add(1, "a.txt", 10);
        _list.Finish(1, 201, $$"""{"id":"{{id}}","title":"a"}""");

        Assert.Equal(UploadState.Stored, _list.Items[0].State);
        Assert.Equal(id, _list.Items[0].ContextId);
    }

    [Theory]
    [InlineData(400, """{"detail":"The file is empty."}""", "The file is empty.", false)]
    [InlineData(0, "", "The server could not be reached. Check that it runs, then try again.", true)]
    [InlineData(413, "", "The file is larger than the server accepts.", false)]
    [InlineData(502, "<html>", "The server refused it without a reason (status 502). Try again.", true)]
    public void Finish_Refused_SaysWhyAndWhetherToTryAgain(int status, string body, string reason, bool canRetry)
    {
        _list.Add(1, "a.txt", 10);
        _list.Finish(1, status, body);

        Assert.Equal(UploadState.Refused, _list.Items[0].State);
        Assert.Equal(reason, _list.Items[0].Reason);
        Assert.Equal(canRetry, _list.Items[0].CanRetry);
    }

    [Fact]
    public void Retry_Refused_WaitsAgain()
    {
        _list.Add(1, "a.txt", 10);
        _list.Finish(1, 500, "");
        _list.Retry(1);

        Assert.True(_list.IsUnderway);
        Assert.Null(_list.Items[0].Reason);
    }

    [Fact]
    public void RemoveFinished_SomeUnderway_KeepsThose()
    {
        _list.Add(1, "a.txt", 10);
        _list.Add(2, "b.txt", 10);
        _list.Finish(1, 201, "{}");
        _list.RemoveFinished();

        Assert.Equal(["b.txt"], _list.Items.Select(item => item.Name));
    }
}

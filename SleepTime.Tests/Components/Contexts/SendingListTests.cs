using SleepTime.Web.Components.Pages.Contexts;

namespace SleepTime.Tests.Components.Contexts;

public sealed class SendingListTests
{
    private readonly SendingList _list = new();

    [Fact]
    public void Progress_AllSent_IsNotYetTaken()
    {
        _list.Add([new(1, "a.txt", 10, null)]);
        _list.Progress(1, 40);
        Assert.Equal((SendingState.Sending, 40), (_list.Files[0].State, _list.Files[0].Percent));

        _list.Progress(1, 100);
        Assert.Equal(SendingState.Arriving, _list.Files[0].State);
    }

    [Fact]
    public void Add_WithAProblem_IsNotSentAndSaysWhy()
    {
        _list.Add([new(1, "film.pdf", 900, "It is larger than a file may be."), new(2, "a.txt", 10, null)]);

        Assert.Equal([SendingState.NotSent, SendingState.Waiting], _list.Files.Select(file => file.State));
        Assert.Equal("It is larger than a file may be.", _list.Files[0].Reason);
        Assert.False(_list.Files[0].CanRetry);
    }

    [Fact]
    public void Finish_Taken_IsTheServersFromThenOn()
    {
        _list.Add([new(1, "a.txt", 10, null)]);
        _list.Finish(1, 202, """{"items":[],"total":1}""");

        Assert.Empty(_list.Files);
    }

    [Theory]
    [InlineData(400, """{"detail":"The body ends early."}""", "The body ends early.", false)]
    [InlineData(0, "", "The server could not be reached. Check that it runs, then try again.", true)]
    [InlineData(413, "", "The file is larger than the server accepts.", false)]
    [InlineData(503, """{"detail":"Too many files wait."}""", "Too many files wait.", true)]
    [InlineData(502, "<html>", "The server refused it without a reason (status 502). Try again.", true)]
    public void Finish_NotTaken_SaysWhyAndWhetherToTryAgain(int status, string body, string reason, bool canRetry)
    {
        _list.Add([new(1, "a.txt", 10, null)]);
        _list.Finish(1, status, body);

        Assert.Equal(SendingState.NotSent, _list.Files[0].State);
        Assert.Equal(reason, _list.Files[0].Reason);
        Assert.Equal(canRetry, _list.Files[0].CanRetry);
    }

    [Fact]
    public void Finish_ToldAgain_ChangesNothing()
    {
        _list.Add([new(1, "a.txt", 10, null), new(2, "b.txt", 10, null)]);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            _list.Finish(1, 202, "{}");
            _list.Finish(2, 0, "");
        }

        Assert.Equal(("b.txt", SendingState.NotSent), (Assert.Single(_list.Files).Name, _list.Files[0].State));
    }

    [Fact]
    public void Retry_NotSent_WaitsAgain()
    {
        _list.Add([new(1, "a.txt", 10, null)]);
        _list.Finish(1, 500, "");
        _list.Retry(1);

        Assert.True(_list.IsUnderway);
        Assert.Null(_list.Files[0].Reason);
    }

    [Fact]
    public void Find_LeftForAnotherPage_StandWhereTheyWere()
    {
        _list.Find(
        [
            new(1, "waits.txt", 10, null, null, null, null), new(2, "goes.txt", 10, null, 40, null, null),
            new(3, "full.txt", 10, null, 100, 503, """{"detail":"Too many files wait."}"""), new(4, "film.pdf", 900, "Too large.", null, null, null),
        ]);

        Assert.Equal([SendingState.Waiting, SendingState.Sending, SendingState.NotSent, SendingState.NotSent], _list.Files.Select(file => file.State));
        Assert.Equal((40, "Too many files wait.", true), (_list.Files[1].Percent, _list.Files[2].Reason, _list.Files[2].CanRetry));
        Assert.Equal(("Too large.", false), (_list.Files[3].Reason, _list.Files[3].CanRetry));
    }

    [Fact]
    public void Forget_Underway_KeepsIt()
    {
        _list.Add([new(1, "a.txt", 10, null), new(2, "b.txt", 10, "Too large.")]);
        _list.Forget(1);
        _list.Forget(2);

        Assert.Equal(["a.txt"], _list.Files.Select(file => file.Name));
    }
}

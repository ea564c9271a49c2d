using SleepTime.Engine.Answering;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Answering;

/// <summary>More notes than the context length has room for. A token of the fake model is a byte.</summary>
public sealed class NotesRoomTests : IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private readonly TestEngine _engine;
    private readonly List<string> _prompts = [];

    public NotesRoomTests()
    {
        _engine = new TestEngine(_database);
        _engine.Model.Reply = prompt =>
        {
            if (!_prompts.Contains(prompt))
                _prompts.Add(prompt);
            return "Answer: 3";
        };
    }

    [Fact]
    public async Task Ask_NotesBeyondTheRoom_TakesThoseThatFitAndCountsTheOthers()
    {
        var context = await _engine.AddContextAsync(new string('x', 5_000));
        await _engine.AddNotesAsync(context, Lines(40));

        var run = await AskAsync(context.Id, "How many?");

        Assert.Equal(RunState.Completed, run.State);
        Assert.InRange(run.NotesLeftOut!.Value, 1, 39);
        Assert.Equal(40 - run.NotesLeftOut, Lines(40).Count(line => _prompts[0].Contains(line, StringComparison.Ordinal)));
        Assert.Contains(Lines(40)[0], _prompts[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_QuestionsOfUsualLength_BeginAlike()
    {
        var context = await _engine.AddContextAsync(new string('x', 5_000));
        await _engine.AddNotesAsync(context, Lines(40));

        await AskAsync(context.Id, "How many?", verbosity: 0);
        await AskAsync(context.Id, "Who of them has the most, and how many are these?", verbosity: 4);

        Assert.Equal(2, _prompts.Count);
        Assert.Equal(_prompts[0].Split("Question:")[0], _prompts[1].Split("Question:")[0]);
    }

    [Fact]
    public async Task Ask_ALongQuestion_LeavesOutMoreNotes()
    {
        var context = await _engine.AddContextAsync(new string('x', 5_000));
        await _engine.AddNotesAsync(context, Lines(40));

        var usual = await AskAsync(context.Id, "How many?");
        var longer = await AskAsync(context.Id, new string('q', 800));

        Assert.Equal(RunState.Completed, longer.State);
        Assert.True(longer.NotesLeftOut > usual.NotesLeftOut);
    }

    [Fact]
    public async Task Ask_AllHaveRoom_LeavesNoneOut()
    {
        var context = await _engine.AddContextAsync();
        await _engine.AddNotesAsync(context, Lines(3));

        Assert.Equal(0, (await AskAsync(context.Id, "How many?")).NotesLeftOut);
    }

    private static string[] Lines(int count) => [.. Enumerable.Range(10, count).Select(number => $"Line {number} of the notes: {new string('y', 80)}")];

    private async Task<Run> AskAsync(Guid contextId, string question, int verbosity = 1)
    {
        var asked = await _engine.Get<AnswerService>().AskAsync(
            new AskRequest { ContextId = contextId, Question = question, Modes = [AnswerMode.SleepTime], Verbosity = verbosity, Owner = TestEngine.Owner }, CancellationToken.None);
        return await _engine.EndOfAsync(asked.Runs[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _database.Dispose();
    }
}

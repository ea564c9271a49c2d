using System.Text;
using Microsoft.Extensions.Time.Testing;
using SleepTime.Engine.Activities;
using SleepTime.Engine.Experiments.DataSets;
using SleepTime.Engine.Experiments.DataSets.Import;
using SleepTime.Engine.Experiments.Scoring;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Experiments;

public sealed class DataSetImportTests : IDisposable
{
    private const string Good = """{"id": "a", "context": "Maya has 3 marbles.", "questions": [{"question": "How many has Maya?", "answer": 3, "kind": "value"}]}""";

    private static readonly CancellationToken _none = CancellationToken.None;

    private readonly TestDatabase _database = new();
    private readonly TemporaryFolder _files = new();
    private readonly DataSetFolder _folder;
    private readonly DataSetImporter _importer;
    private readonly DataSetLibrary _library;

    public DataSetImportTests()
    {
        var feed = new ActivityFeed();
        _folder = new DataSetFolder(_files.File("datasets"));
        _importer = new DataSetImporter(_database, _folder, feed, new FakeTimeProvider());
        _library = new DataSetLibrary(_database, _folder, feed);
    }

    [Fact]
    public async Task Import_ContextsWithQuestions_StoresThemInOrder()
    {
        var set = await ImportAsync($"{Good}\n\n{Good.Replace("\"a\"", "\"b\"", StringComparison.Ordinal)}\n");

        Assert.Equal((2, 2), (set.Contexts, set.Questions));
        var stored = await _library.ReadAsync(set.Id, _none).ToListAsync();
        Assert.Equal(["a", "b"], stored.Select(context => context.Id));
        Assert.Equal(new DataSetQuestion("How many has Maya?", "3", "value"), Assert.Single(stored[0].Questions));
    }

    [Fact]
    public async Task Import_AProblemOfGsm8k_AsksItsLastSentence()
    {
        var set = await ImportAsync("""{"question": "Mr. Lee buys 2.5 kg at $1.20 a kg. He pays with $5. How much does he get back?", "answer": "2.5*1.2=3\n5-3=2\n#### 2"}""");

        var context = Assert.Single(await _library.ReadAsync(set.Id, _none).ToListAsync());
        Assert.Equal("Mr. Lee buys 2.5 kg at $1.20 a kg. He pays with $5.", context.Context);
        Assert.Equal(new DataSetQuestion("How much does he get back?", "2", ""), Assert.Single(context.Questions));
    }

    [Fact]
    public async Task Import_ATable_TakesTheChosenColumnsAndPutsRowsOfOneContextTogether()
    {
        const string table = "Text;Frage;Antwort\r\n\"Maya has 3, Leo 4.\";Maya?;3\r\n\"Maya has 3, Leo 4.\";Leo?;4\r\nZoe has 5.;Zoe?;5\r\n";

        var set = await ImportAsync(table, "table.csv", new CsvColumns("text", "Frage", "Antwort"));

        var stored = await _library.ReadAsync(set.Id, _none).ToListAsync();
        Assert.Equal([("Maya has 3, Leo 4.", 2), ("Zoe has 5.", 1)], stored.Select(context => (context.Context, context.Questions.Count)));
    }

    [Theory]
    [InlineData("", "set.jsonl", "The file is empty")]
    [InlineData("a,b\n1,2\n", "set.csv", "no column “question”; it has “a”, “b”")]
    [InlineData("question,answer\n", "set.csv", "has no row")]
    [InlineData(Good + "\n" + Good, "set.jsonl", "Line 2: The id “a” is that of line 1 already")]
    [InlineData("{\"context\": \"x\", \"questions\": [{\"question\": \"How?\", \"answer\": 1}, {\"question\": \" How? \", \"answer\": 1}]}", "set.jsonl", "Line 1: The question “How?” stands there 2 times")]
    [InlineData(Good + "\n{\"context\": \" \", \"questions\": []}", "set.jsonl", "Line 2: The context is empty")]
    [InlineData("{\"context\": \"x\", \"questions\": []}", "set.jsonl", "Line 1: The context has no question")]
    [InlineData("{\"context\": \"x\", \"questions\": [{\"question\": \"y\"}]}", "set.jsonl", "Line 1: The question has no answer")]
    [InlineData("{\"context\": \"x\", ", "set.jsonl", "Line 1: It is not the JSON of a row")]
    [InlineData("{\"question\": \"How many?\", \"answer\": \"3\"}", "set.jsonl", "Line 1: It has one sentence only")]
    public async Task Import_WhatCannotBe_IsRefusedInWordsAndStoresNothing(string text, string file, string why)
    {
        var refused = await Assert.ThrowsAsync<DataSetRefusedException>(() => ImportAsync(text, file));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Single(await _library.ListAsync(_none));
        Assert.Empty(Directory.Exists(_files.File("datasets")) ? Directory.GetFiles(_files.File("datasets")) : []);
    }

    [Fact]
    public async Task Import_AnswersThatAreNoNumbersUnderANumericScorer_AreRefusedWithTheirLine()
    {
        using var file = File(Good.Replace("3,", "\"the old store\",", StringComparison.Ordinal));

        var preview = await DataSetImporter.PreviewAsync(file, new ImportSettings { FileName = "set.jsonl", Scorer = ScorerKind.LastNumber }, _none);

        var fault = Assert.Single(preview.Faults);
        Assert.Equal(1, fault.Line);
        Assert.StartsWith("The answer “the old store” is not a number", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_AKindLongerThanAColumnCanName_IsRefusedWithItsLine()
    {
        await ImportAsync(OfKind(1, new string('k', 60)), name: "Just");

        var refused = await Assert.ThrowsAsync<DataSetRefusedException>(() => ImportAsync(OfKind(1, new string('k', 61))));

        Assert.Contains("Line 1: The kind of the question has 61 characters; 60 are taken. Shorten it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_MoreKindsThanFiguresHaveColumns_IsRefusedAtTheRowThatBringsTheOneTooMany()
    {
        var forty = string.Join('\n', Enumerable.Range(1, 40).Select(number => OfKind(number, $"kind {number}")));
        // Kinds that are there already, and questions without one, are none more.
        Assert.Equal(42, (await ImportAsync($"{forty}\n{OfKind(41, "kind 7")}\n{OfKind(42, "")}", name: "Forty")).Contexts);

        var refused = await Assert.ThrowsAsync<DataSetRefusedException>(() => ImportAsync($"{forty}\n{OfKind(41, "kind 41")}\n{OfKind(42, "kind 1")}"));

        Assert.Contains("Line 41: The kind “kind 41” is one more than the 40 kinds that a data set may have. Put kinds together, or leave them out", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("more rows", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ARefusedRow_LeavesItsKindsUncounted()
    {
        var rows = string.Join('\n', Enumerable.Range(1, 40).Select(number => OfKind(1, $"kind {number}")).Append(OfKind(2, "kind 41")));
        using var file = File(rows);

        var preview = await DataSetImporter.PreviewAsync(file, new ImportSettings { FileName = "set.jsonl" }, _none);

        Assert.Equal((2, 39), (preview.Contexts, preview.FaultCount)); // all but the first and the last have an id that is taken
    }

    [Theory]
    [InlineData("answer")]
    [InlineData("id")]
    public async Task Import_HalfACharacter_NamesTheLine(string field)
    {
        var row = new System.Text.Json.Nodes.JsonObject { ["context"] = "A has 1.", ["question"] = "How many?", ["answer"] = "1", ["id"] = "b" };
        row[field] = "HALF";
        var refused = await Assert.ThrowsAsync<DataSetRefusedException>(() => ImportAsync($"{Good}\n{row.ToJsonString().Replace("HALF", "\\ud83d", StringComparison.Ordinal)}\n"));

        Assert.Contains("Line 2: It has half of a character in it", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FaultyRowsLeftOutOnRequest_StoresTheOthers()
    {
        using var file = File($"{Good}\n{{}}\n");

        var set = await _importer.ImportAsync(file, "Some", new ImportSettings { FileName = "set.jsonl" }, leaveOutFaulty: true, "local", _none);

        Assert.Equal(1, set.Contexts);
    }

    [Theory]
    [InlineData("Number stories")]
    [InlineData("Taken")]
    [InlineData("  ")]
    public async Task Import_ANameThatIsTakenOrEmpty_IsRefused(string name)
    {
        await ImportAsync(Good, name: "Taken");

        await Assert.ThrowsAsync<DataSetRefusedException>(() => ImportAsync(Good, name: name));
    }

    [Fact]
    public async Task Import_NoText_IsRefused()
    {
        using var file = new MemoryStream([0x7b, 0xff, 0xfe, 0x0a]);

        var refused = await Assert.ThrowsAsync<DataSetRefusedException>(
            () => DataSetImporter.PreviewAsync(file, new ImportSettings { FileName = "set.jsonl" }, _none));

        Assert.Contains("UTF-8", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_AHundredThousandRows_StoresAllOfThem()
    {
        const int rows = 100_000;
        var text = string.Concat(Enumerable.Repeat("Maya has many marbles of many colours. ", 10));
        using var file = _folder.Receive();
        await using (var writer = new StreamWriter(file, leaveOpen: true))
        {
            for (var i = 0; i < rows; i++)
                await writer.WriteLineAsync($$"""{"id": "{{i}}", "context": "{{text}}", "questions": [{"question": "How many?", "answer": "{{i}}"}]}""");
        }

        var set = await _importer.ImportAsync(file, "Many", new ImportSettings { FileName = "many.jsonl", Scorer = ScorerKind.LastNumber }, leaveOutFaulty: false, "local", _none);

        Assert.Equal((rows, rows), (set.Contexts, set.Questions));
        Assert.Equal(rows, await _library.ReadAsync(set.Id, _none).CountAsync());
    }

    [Fact]
    public async Task Library_BuiltInSet_HasTheContextsAndQuestionsItSays()
    {
        var stories = Assert.Single(await _library.ListAsync(_none));

        var contexts = await _library.ReadAsync(stories.Id, _none).ToListAsync();

        Assert.Equal((stories.Contexts, stories.Questions), (contexts.Count, contexts.Sum(context => context.Questions.Count)));
        Assert.False(await _library.DeleteAsync(stories.Id, _none));
    }

    [Fact]
    public async Task Tidy_AfterACrashBeforeTheRow_TakesTheFileAway()
    {
        var kept = await ImportAsync(Good);
        await using (_folder.Create(Guid.CreateVersion7()))
        {
        }
        var orphan = Guid.CreateVersion7();
        await using (_folder.Create(orphan))
        {
        }
        _folder.Complete(orphan);

        await _library.TidyAsync(_none);

        Assert.Equal($"{kept.Id}.jsonl", Path.GetFileName(Assert.Single(Directory.GetFiles(_files.File("datasets")))));
    }

    public void Dispose()
    {
        _database.Dispose();
        _files.Dispose();
    }

    private async Task<DataSetView> ImportAsync(string text, string fileName = "set.jsonl", CsvColumns? columns = null, string name = "Mine")
    {
        using var file = File(text);
        return await _importer.ImportAsync(file, name, new ImportSettings { FileName = fileName, Columns = columns }, leaveOutFaulty: false, "local", _none);
    }

    private static string OfKind(int id, string kind) =>
        $$"""{"id": "{{id}}", "context": "Maya has 3 marbles.", "questions": [{"question": "How many has Maya?", "answer": 3, "kind": "{{kind}}"}]}""";

    private static MemoryStream File(string text) => new(Encoding.UTF8.GetBytes(text));
}

using System.Text.Json.Nodes;
using SleepTime.Tests.EndToEnd;
using SleepTime.Tests.RealModel;
using SleepTime.Tests.Support;

namespace SleepTime.Tests.Endpoints.Exports;

/// <summary>The notes of a text that is read in sections, as files.</summary>
public sealed class LongNotesExportTests(LongDocumentApp app) : IClassFixture<LongDocumentApp>
{
    [Fact]
    public async Task NotesExport_OfALongText_HasTheNotesOfEachSection()
    {
        var id = await app.CreateContextAsync(ThreeWorlds.Text);
        (await app.PostJsonAsync($"/api/v1/contexts/{id}/sleep", """{"force":true}""")).Dispose();
        await SleepTimeApp.WaitAsync("notes", async () => (string?)(await app.ReadAsync($"/api/v1/contexts/{id}"))["sleep"]!["state"] == "ready");
        var section = await app.ReadAsync($"/api/v1/contexts/{id}/sections/3");
        var lines = section["notes"]!.AsArray().Select(note => (string?)note!["text"]).ToList();

        var rows = CsvRows.Read(await app.Http.GetStringAsync($"/api/v1/contexts/{id}/notes/export?format=csv"));
        var json = JsonNode.Parse(await app.Http.GetStringAsync($"/api/v1/contexts/{id}/notes/export?format=json"))!.AsArray();
        var page = await app.Http.GetStringAsync($"/api/v1/contexts/{id}/notes/export?format=md");

        Assert.NotEmpty(lines);
        Assert.Equal(lines, rows.Where(row => row["section"] == "3" && row["section_name"] == "The books").Select(row => (string?)row["note"]));
        Assert.Contains(rows, row => row["section"] == "" && row["notes_version"] != "");
        Assert.Equal(lines, json.Single(part => (int?)part!["section"] == 3)!["lines"]!.AsArray().Select(line => (string?)line!["text"]));
        Assert.Contains("## Notes of the sections, on version 1 of the text\n\n3 of 3 sections slept on.\n", page, StringComparison.Ordinal);
        Assert.Contains("### The books (3 of 3)\n\n- ", page, StringComparison.Ordinal);
    }
}

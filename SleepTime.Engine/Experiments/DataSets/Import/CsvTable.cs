using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using CsvHelper.Configuration;

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>Reads a table with a head row by row. Rows with the same context behind one another become one.</summary>
internal static class CsvTable
{
    private const int MostOfOneContext = 1_000;

    /// <exception cref="DataSetRefusedException">There is no head, or a column is missing.</exception>
    public static async Task<(IReadOnlyList<string> Head, CsvColumns Columns)> ReadHeadAsync(TextReader reader, CsvColumns? wanted)
    {
        using var csv = new CsvReader(reader, Settings(), leaveOpen: true);
        var head = await csv.ReadAsync() && csv.ReadHeader() ? csv.HeaderRecord ?? [] : [];
        return (head, Choose(head, wanted));
    }

    public static async IAsyncEnumerable<ImportRow> ReadAsync(TextReader reader, CsvColumns? wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bad = false;
        using var csv = new CsvReader(reader, Settings(() => bad = true), leaveOpen: true);
        var columns = Choose(await csv.ReadAsync() && csv.ReadHeader() ? csv.HeaderRecord ?? [] : [], wanted);
        ImportRow? open = null;
        while (await csv.ReadAsync())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var row = bad ? ImportRow.Faulty(csv.Parser.RawRow, "A quotation mark is not closed, or stands where none may. Put the text into quotation marks and double those within.") : Read(csv, columns);
            bad = false;
            if (open is not null && Continues(open, row))
            {
                open = open with { Questions = [.. open.Questions, .. row.Questions] };
                continue;
            }
            if (open is not null)
                yield return open;
            open = row;
        }
        if (open is not null)
            yield return open;
    }

    private static ImportRow Read(CsvReader csv, CsvColumns columns)
    {
        string Field(string? column) => column is not null && csv.TryGetField<string>(column, out var text) ? text ?? "" : "";
        var (line, id, kind) = (csv.Parser.RawRow, Field(columns.Id), Field(columns.Kind));
        return columns.Context is null
            ? ProblemSplitter.ToRow(line, id, Field(columns.Question), Field(columns.Answer), kind)
            : ImportRow.Of(line, id, Field(columns.Context), new DataSetQuestion(Field(columns.Question).Trim(), ProblemSplitter.FinalAnswer(Field(columns.Answer)), kind.Trim()));
    }

    private static bool Continues(ImportRow open, ImportRow row) =>
        open.Fault is null && row.Fault is null && open.Context == row.Context && open.Id == row.Id && open.Questions.Count < MostOfOneContext;

    /// <summary>The columns that were chosen, else those whose head says what they hold.</summary>
    private static CsvColumns Choose(string[] head, CsvColumns? wanted)
    {
        if (head.Length == 0 || head.All(string.IsNullOrWhiteSpace))
            throw new DataSetRefusedException("The table has no head. Put the names of the columns into its first line, such as context,question,answer.");
        string? Find(string? chosen, string usual) => chosen is { Length: > 0 } ? Named(chosen) : wanted is null ? head.FirstOrDefault(name => Same(name, usual)) : null;
        string Named(string chosen) => head.FirstOrDefault(name => Same(name, chosen)) ?? throw Missing(chosen);
        DataSetRefusedException Missing(string column) =>
            new($"The table has no column “{column}”; it has {string.Join(", ", head.Select(name => $"“{name}”"))}. Choose among these.") { Head = head };
        return new CsvColumns(
            Find(wanted?.Context, "context"),
            Find(wanted?.Question, "question") ?? throw Missing("question"),
            Find(wanted?.Answer, "answer") ?? throw Missing("answer"),
            Find(wanted?.Kind, "kind"),
            Find(wanted?.Id, "id"));
    }

    private static bool Same(string one, string other) => one.Trim().Equals(other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static CsvConfiguration Settings(Action? onBadData = null) => new(CultureInfo.InvariantCulture)
    {
        DetectDelimiter = true,
        DetectDelimiterValues = [",", ";", "\t"],
        BadDataFound = _ => onBadData?.Invoke(),
        MissingFieldFound = null,
    };
}

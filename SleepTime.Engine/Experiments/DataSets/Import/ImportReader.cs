using System.Text;

namespace SleepTime.Engine.Experiments.DataSets.Import;

/// <summary>Reads a file to be imported as rows, whatever its form. The file is read from the start each time and is left open.</summary>
internal sealed class ImportReader(Stream file, ImportSettings settings)
{
    private const int BufferBytes = 65_536;

    public ImportFormat Format { get; private set; }

    /// <summary>Heads of the columns; empty where there is no table.</summary>
    public IReadOnlyList<string> Head { get; private set; } = [];

    /// <summary>The columns that are read; null where there is no table.</summary>
    public CsvColumns? Columns { get; private set; }

    /// <summary>Looks at the beginning of the file. Call it first.</summary>
    /// <exception cref="DataSetRefusedException">The file is empty, no text, or a table without the columns.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var reader = FromStart();
            string? first;
            while ((first = await reader.ReadLineAsync(cancellationToken)) is not null && string.IsNullOrWhiteSpace(first))
            {
            }
            if (first is null)
                throw new DataSetRefusedException("The file is empty. Choose one with contexts, questions and answers.");
            Format = IsTable(first) ? ImportFormat.Csv : JsonLinesReader.HasContext(first) ? ImportFormat.Contexts : ImportFormat.Problems;
            if (Format != ImportFormat.Csv)
                return;
            using var table = FromStart();
            (Head, Columns) = await CsvTable.ReadHeadAsync(table, settings.Columns);
        }
        catch (DecoderFallbackException)
        {
            throw NoText();
        }
    }

    public async IAsyncEnumerable<ImportRow> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = FromStart();
        var rows = Format == ImportFormat.Csv ? CsvTable.ReadAsync(reader, Columns, cancellationToken) : JsonLinesReader.ReadAsync(reader, cancellationToken);
        await using var each = rows.GetAsyncEnumerator(cancellationToken);
        while (await MoveAsync(each))
            yield return each.Current;
    }

    private static async Task<bool> MoveAsync(IAsyncEnumerator<ImportRow> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (DecoderFallbackException)
        {
            throw NoText();
        }
    }

    private StreamReader FromStart()
    {
        file.Position = 0;
        return new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, BufferBytes, leaveOpen: true);
    }

    private bool IsTable(string first) =>
        Path.GetExtension(settings.FileName).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" => true,
            ".jsonl" or ".ndjson" or ".json" => false,
            _ => !first.TrimStart().StartsWith('{'),
        };

    private static DataSetRefusedException NoText() => new("The file is no UTF-8 text. Save it as UTF-8 and choose it again.");
}

using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace SleepTime.Web.Endpoints.Exports;

/// <summary>Rows as CSV (RFC 4180) that a spreadsheet opens without computing anything: a text that begins like a formula gets an apostrophe first. Numbers stay numbers.</summary>
internal static partial class CsvText
{
    // What spreadsheets take for the beginning of a formula; the line feed because some cut a cell at it.
    private static readonly SearchValues<char> _formulaStarts = SearchValues.Create("=@+-\t\r\n＝＋－＠");

    private static readonly CsvConfiguration _settings = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        // Its own rule leaves a line feed alone as long as that is not the end of a line here.
        ShouldQuote = field => field.Field is { Length: > 0 } text && (text.AsSpan().IndexOfAny(",\"\r\n") >= 0 || text[0] == ' ' || text[^1] == ' '),
    };

    public static async IAsyncEnumerable<string> WriteAsync<T>(IReadOnlyList<ExportColumn<T>> columns, IAsyncEnumerable<T> items)
    {
        await using var text = new StringWriter(CultureInfo.InvariantCulture);
        await using var csv = new CsvWriter(text, _settings);
        // Without the mark, spreadsheets read the text in the code page of their country.
        text.Write('\uFEFF');
        foreach (var column in columns)
            csv.WriteField(column.Name);
        await csv.NextRecordAsync();
        await foreach (var item in items)
        {
            foreach (var column in columns)
                csv.WriteField(column.Read(item) is string words ? Escaped(words) : ToText(column.Read(item)));
            await csv.NextRecordAsync();
            await csv.FlushAsync();
            yield return text.ToString();
            text.GetStringBuilder().Clear();
        }
        await csv.FlushAsync();
        yield return text.ToString();
    }

    // Not by the library's option, which takes every negative number for a formula.
    private static string Escaped(string text) =>
        text.Length > 0 && _formulaStarts.Contains(text[0]) && !Number().IsMatch(text) ? $"'{text}" : text;

    [GeneratedRegex(@"^-\d+(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    internal static string? ToText(object? value) => value switch
    {
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}

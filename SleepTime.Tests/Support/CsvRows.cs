using System.Globalization;
using CsvHelper;

namespace SleepTime.Tests.Support;

/// <summary>A CSV file as a spreadsheet reads it: rows by the names of their columns.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        using var csv = new CsvReader(new StringReader(text.TrimStart('\uFEFF')), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        List<IReadOnlyDictionary<string, string>> rows = [];
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.Select((name, at) => (name, at)).ToDictionary(column => column.name, column => csv.GetField(column.at)!));
        return rows;
    }

    /// <summary>Null where nothing is known.</summary>
    public static double? Number(string field) => field.Length == 0 ? null : double.Parse(field, CultureInfo.InvariantCulture);
}

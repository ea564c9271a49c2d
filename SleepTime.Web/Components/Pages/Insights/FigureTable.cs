namespace SleepTime.Web.Components.Pages.Insights;

/// <param name="Name">In a file.</param>
/// <param name="Heading">On the page.</param>
/// <param name="Decimals">Of its numbers on the page; a file has all of them.</param>
public sealed record FigureColumn(string Name, string Heading, int Decimals = 0);

/// <summary>The rows of a figure: the same on the page and in its file. Null is unknown.</summary>
public sealed record FigureTable(string Name, IReadOnlyList<FigureColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

using System.Text;

namespace SleepTime.Benchmarks.Documents;

/// <summary>Text of a wanted length; by another seed it is another text.</summary>
internal static class Words
{
    private static readonly string[] _words =
        ["Ada", "Ben", "Cleo", "has", "gives", "takes", "boxes", "apples", "books", "coins", "and", "then", "of", "them", "to", "more", "than", "before", "in", "total"];

    public static string Text(int seed, int bytes)
    {
        var random = new Random(seed);
        var text = new StringBuilder(bytes + 100);
        while (text.Length < bytes)
            text.Append(Line(random, 80)).Append('\n');
        return text.ToString(0, bytes - 1) + ".";
    }

    public static string Line(Random random, int length)
    {
        var line = new StringBuilder();
        while (line.Length < length)
            line.Append(random.Next(3) == 0 ? random.Next(2, 1000).ToString() : _words[random.Next(_words.Length)]).Append(' ');
        return line.ToString().TrimEnd() + ".";
    }
}

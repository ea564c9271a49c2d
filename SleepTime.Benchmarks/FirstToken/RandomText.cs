using System.Text;
using SleepTime.Engine.Runtimes;

namespace SleepTime.Benchmarks.FirstToken;

/// <summary>A text of a wanted number of tokens that shares its beginning with no other.</summary>
internal static class RandomText
{
    private static readonly string[] Names = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ida", "Jon", "Kim", "Leo"];
    private static readonly string[] Things = ["boxes", "apples", "books", "coins", "chairs", "pens", "cups", "lamps", "keys", "stamps"];

    public static string Write(IVocabulary vocabulary, int tokens, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(Sentence());
        while (vocabulary.Tokenize(text.ToString(), parseSpecial: false).Length < tokens)
            text.Append(' ').Append(Sentence());
        return text.ToString();

        string Sentence() => $"{Pick(Names)} has {random.Next(10, 1000)} {Pick(Things)}.";

        string Pick(string[] words) => words[random.Next(words.Length)];
    }
}

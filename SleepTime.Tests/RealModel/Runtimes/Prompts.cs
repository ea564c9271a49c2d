using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

/// <summary>Prompts in the wire format that the embedded model was trained on.</summary>
internal static class Prompts
{
    public const string Context =
        "Emma has 12 pears. Ben has 7 pears. Dora has 5 more pears than Ben. Each pear costs 3 dollars.";

    public static string Standard(string question, int verbosity = 1) =>
        $"<|im_start|>user\n{Context}\n\nQuestion: {question}\nVerbosity: {verbosity}<|im_end|>\n<|im_start|>assistant\n";

    public static int[] Tokens(IVocabulary vocabulary, string prompt) => vocabulary.Tokenize(prompt, parseSpecial: true);
}

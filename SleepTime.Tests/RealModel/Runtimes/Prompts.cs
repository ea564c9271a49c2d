using SleepTime.Engine.Runtimes;

namespace SleepTime.Tests.RealModel.Runtimes;

/// <summary>Prompts in the wire format that the embedded model was trained on.</summary>
internal static class Prompts
{
    public const string Context =
        "Anna has 12 apples. Ben has 7 apples. Carla has 5 more apples than Ben. Each apple costs 3 coins.";

    public static string Standard(string question, int verbosity = 1) =>
        $"<|im_start|>user\n{Context}\n\nQuestion: {question}\nVerbosity: {verbosity}<|im_end|>\n<|im_start|>assistant\n";

    public static int[] Tokens(IVocabulary vocabulary, string prompt) => vocabulary.Tokenize(prompt, parseSpecial: true);
}

namespace SleepTime.Engine.Experiments.Scoring;

/// <summary>By which rule an answer of an experiment is right.</summary>
public enum ScorerKind
{
    /// <summary>As on the Ask page: what follows "Answer:", a number where a number is expected, else the words.</summary>
    Answer,

    /// <summary>The last number of the answer equals the expected one: the paper's rule for word problems.</summary>
    LastNumber,

    /// <summary>The last number is the expected one within a tolerance.</summary>
    NumericTolerance,

    /// <summary>The whole number in the last box, as competition problems ask for it.</summary>
    BoxedInteger,

    /// <summary>The same text, but for case, spaces, punctuation and articles.</summary>
    NormalisedText,

    /// <summary>The same text, sign by sign.</summary>
    Exact,
}

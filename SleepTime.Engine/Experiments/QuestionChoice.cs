using SleepTime.Engine.Experiments.DataSets;

namespace SleepTime.Engine.Experiments;

/// <summary>Which contexts and questions of a data set an experiment takes. The same seed always takes the same. Pure.</summary>
internal static class QuestionChoice
{
    /// <summary>Indices of contexts, ascending.</summary>
    /// <param name="wanted">Null takes all.</param>
    public static IReadOnlyList<int> Choose(int available, int? wanted, uint seed)
    {
        if (wanted is null || wanted >= available)
            return [.. Enumerable.Range(0, available)];
        int[] all = [.. Enumerable.Range(0, available)];
        new Random(unchecked((int)seed)).Shuffle(all);
        return [.. all.Take(wanted.Value).Order()];
    }

    /// <summary>The questions of one context, in their order.</summary>
    /// <param name="index">Of the context, so that contexts do not all give the same places.</param>
    public static IReadOnlyList<DataSetQuestion> Choose(DataSetContext context, int index, int? wanted, uint seed) =>
        [.. Choose(context.Questions.Count, wanted, unchecked(seed + ((uint)(index + 1) * 0x9E3779B9))).Select(at => context.Questions[at])];
}

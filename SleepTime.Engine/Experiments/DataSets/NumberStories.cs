using SleepTime.Engine.Experiments.Scoring;

namespace SleepTime.Engine.Experiments.DataSets;

/// <summary>
/// The data set that ships with the product: 150 short stories about who has how many of what, with ten questions each. The
/// embedded model was trained on such stories and on none of these.
/// </summary>
internal static class NumberStories
{
    private const string Resource = "SleepTime.Engine.Experiments.DataSets.BuiltIn.number-stories.jsonl";

    public static DataSetView View { get; } = new(
        new Guid("0d5e7000-0000-7000-8000-000000000001"), "Number stories", IsBuiltIn: true, ScorerKind.Answer, Contexts: 150, Questions: 1500, CreatedAt: null, Owner: null);

    public static Stream Open() => typeof(NumberStories).Assembly.GetManifestResourceStream(Resource)!;
}

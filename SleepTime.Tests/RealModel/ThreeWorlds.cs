namespace SleepTime.Tests.RealModel;

/// <summary>A text of three number stories, and how little the model has to read at once for it to be long.</summary>
internal static class ThreeWorlds
{
    public const string Text =
        """
        # The crates

        The upper store holds 3 crates. The new store holds 12 crates more than the upper store. The old store holds double the crates of the new store. Then the old store ships 8 crates.

        # The tickets

        Team Blue closed 6 tickets. Team Gold closed 3 tickets. Team White closed 4 tickets. Later 5 tickets of Team Blue were opened again. Each ticket earns 5 points.

        # The books

        Nora has twice as many books as Finn. Ivan likes music. Ivan has 9 more books than Tara. Finn owns 20 books. Tara owns 16 books.
        """;

    public static (string Key, string Value)[] Settings => [("Model:ContextLength", "1392")];
}

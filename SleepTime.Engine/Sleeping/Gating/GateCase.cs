namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>Cases in which sleep is known to be worth while, or not; the first five speak against it.</summary>
public enum GateCaseKind
{
    /// <summary>The questions that the model expects here are less likely, or differ more from one time to the next, than usual.</summary>
    UnpredictableQuestions,

    /// <summary>About one question is expected, and sleep pays for itself over several.</summary>
    SingleQuestion,

    /// <summary>Answers are mostly asked for at length, where those from notes are no shorter.</summary>
    GenerousBudget,

    /// <summary>Texts of this team are mostly deleted soon.</summary>
    NotKept,

    /// <summary>The text is edited more often than it is asked about.</summary>
    ChangesFaster,

    /// <summary>The text, or the team's texts at large, stay for long.</summary>
    Kept,

    PredictableQuestions,

    /// <summary>Several questions on the same text share what is found asleep.</summary>
    SeveralQuestions,

    /// <summary>Answers are mostly asked for in few words, where notes save most.</summary>
    NeededFast,
}

/// <summary>A known case that applies to a text.</summary>
/// <param name="Words">The case as a sentence, with the numbers that show it.</param>
public sealed record GateCase(GateCaseKind Kind, string Words)
{
    /// <summary>Whether it speaks for sleep.</summary>
    public bool Favours => Kind >= GateCaseKind.Kept;
}

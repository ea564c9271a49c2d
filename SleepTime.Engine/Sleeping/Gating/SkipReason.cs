namespace SleepTime.Engine.Sleeping.Gating;

/// <summary>Why a text is not slept on; each skipped text has one of them.</summary>
public enum SkipReason
{
    /// <summary>A person forbade it.</summary>
    ByPerson,

    /// <summary>Fewer than one question is expected on it.</summary>
    FewQuestions,

    /// <summary>Notes would cost more than they save, however often it is asked.</summary>
    NeverPays,

    /// <summary>It would pay, but after more questions than are expected.</summary>
    PaysTooLate,
}

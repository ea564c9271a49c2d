namespace SleepTime.Engine.Sleeping;

/// <summary>Why a job wrote no further pass.</summary>
public enum SleepEnd
{
    /// <summary>All passes that were wanted are done.</summary>
    AllPasses,

    /// <summary>The model said that it has nothing to add.</summary>
    Finished,

    /// <summary>It repeated itself, or wrote a line without end, and was stopped; no run said that it has nothing to add.</summary>
    Looped,

    /// <summary>The last pass brought too little that was new.</summary>
    TooLittleNew,

    /// <summary>The tokens that the job may write are spent.</summary>
    BudgetSpent,
}

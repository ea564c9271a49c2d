namespace SleepTime.Engine.Generation;

/// <summary>Priority class of a request; the lower value goes first.</summary>
public enum GenerationClass
{
    /// <summary>Somebody is waiting for it.</summary>
    Question = 0,

    Experiment = 1,

    /// <summary>Runs while nobody is asking.</summary>
    Sleep = 2,
}

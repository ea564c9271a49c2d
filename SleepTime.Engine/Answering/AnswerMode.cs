namespace SleepTime.Engine.Answering;

public enum AnswerMode
{
    /// <summary>Test-time compute: from the raw context.</summary>
    Standard,

    /// <summary>From the context and the notes that sleep made of it.</summary>
    SleepTime,
}

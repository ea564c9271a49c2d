namespace SleepTime.Engine.Generation;

public enum FinishReason
{
    /// <summary>The model ended its text.</summary>
    EndOfText,

    /// <summary>A stop string came up; it is not part of the text.</summary>
    StopString,

    /// <summary>The token limit of the request was reached.</summary>
    MaxTokens,

    Cancelled,

    Failed,
}
